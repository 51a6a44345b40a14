"use client";

import { KeySheet } from "../../actions/key-sheet.tsx";
import { RejectedWritesDialog } from "../draft/rejected-writes-dialog.tsx";
import { HistoryDialog } from "../history/history-dialog.tsx";
import { AddEntity } from "../sidebar/add-entity.tsx";
import type { AddedEntity } from "../sidebar/add-entity.tsx";

export type OtherDialogState =
  | { kind: "keys" }
  | { kind: "history" }
  | { kind: "refused" }
  | { kind: "addEntity"; entity: AddedEntity };

type OtherDialogProps = {
  dialog: OtherDialogState;
  onClose: () => void;
  onAdded: (entity: AddedEntity, id: string) => void;
};

/** The dialogs that are opened less often than the palette and quick add. They are loaded together. */
export function OtherDialog({ dialog, onClose, onAdded }: OtherDialogProps) {
  switch (dialog.kind) {
    case "keys":
      return <KeySheet onClose={onClose} />;
    case "history":
      return <HistoryDialog onClose={onClose} />;
    case "refused":
      return <RejectedWritesDialog onClose={onClose} />;
    case "addEntity":
      return <AddEntity entity={dialog.entity} onClose={onClose} onAdded={onAdded} />;
  }
}
