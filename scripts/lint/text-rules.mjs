// An oxlint plugin that requires all user-visible text to come from the message catalogue.

/** Attributes and properties whose values are visible to users or read by screen readers. */
const visibleAttributes = new Set([
  "alt",
  "aria-label",
  "aria-description",
  "aria-roledescription",
  "label",
  "placeholder",
  "title",
  "text",
]);

/** Matches text that begins like a sentence or a caption, unlike class names, keys and paths. */
const sentence = /^\P{L}*\p{Lu}[\p{Ll}’']+(?:\P{L}*\s.*\p{Ll}|.*[.!?…])/su;
const word = /\p{L}{2}/u;

/** Names that are the same in every language. */
const names = new Set(["Docket", "Markdown", "English", "Deutsch"]);

/** A key combination in the notation of the action table, e.g. `$mod+K`. */
const keys = /^(?:\$mod|Shift|Alt)\+\S+$/;

const isText = (value) => typeof value === "string" && !names.has(value.trim()) && !keys.test(value);

const noLiteralText = {
  create(context) {
    const report = (node) =>
      context.report({ node, message: "A text of the pages belongs in apps/web/messages, in every language." });
    const isSpoken = (parent) => {
      const key =
        parent?.type === "JSXAttribute" ? parent.name.name : parent?.type === "Property" ? parent.key.name : "";
      return visibleAttributes.has(key);
    };
    return {
      JSXText(node) {
        if (isText(node.value) && word.test(node.value)) report(node);
      },
      Literal(node) {
        if (!isText(node.value) || node.parent?.type === "ImportDeclaration") return;
        const isWord = isSpoken(node.parent) && word.test(node.value) && /^\p{Lu}/u.test(node.value);
        if (isWord || (sentence.test(node.value) && node.parent?.type !== "NewExpression")) report(node);
      },
      TemplateElement(node) {
        const text = node.value.cooked ?? "";
        if (sentence.test(text) && node.parent?.parent?.type !== "NewExpression") report(node);
      },
    };
  },
};

export default { meta: { name: "text" }, rules: { "no-literal-text": noLiteralText } };
