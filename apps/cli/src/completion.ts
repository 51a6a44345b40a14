import { Argument } from "commander";
import type { Command } from "commander";
import type { Cli } from "./cli.ts";

const SHELLS = ["bash", "zsh", "fish"] as const;
type Shell = (typeof SHELLS)[number];

/** The completion script of each shell. It runs `docket` on each Tab, so that completions never become stale. */
const SCRIPTS: Record<Shell, string> = {
  bash: `_docket() {
  local IFS=$'\\n'
  COMPREPLY=($(compgen -W "$(docket __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _docket docket`,
  zsh: `#compdef docket
_docket() {
  local -a found
  found=("\${(@f)$(docket __complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  compadd -a found
}
compdef _docket docket`,
  fish: "complete -c docket -f -a '(docket __complete -- (commandline -opc)[2..] (commandline -ct))'",
};

const INSTALL = `
Examples:
  bash  eval "$(docket completion bash)"          in ~/.bashrc
  zsh   source <(docket completion zsh)           in ~/.zshrc, after compinit
  fish  docket completion fish > ~/.config/fish/completions/docket.fish`;

/** Adds `docket completion`, which prints the completion script of a shell. */
export function addCompletion(program: Command, { terminal }: Cli): void {
  program
    .command("completion")
    .description("print a script that completes docket's commands and options in your shell")
    .addArgument(new Argument("<shell>").choices(SHELLS))
    .addHelpText("after", INSTALL)
    .action((shell: Shell) => terminal.print(SCRIPTS[shell]));
  program
    .command("__complete", { hidden: true })
    .argument("[word...]")
    .allowUnknownOption()
    .action((words: string[]) => {
      for (const candidate of candidatesFor(program, words)) terminal.print(candidate);
    });
}

/**
 * Returns the completions for a command line: sub-commands, options, or the choices of an option or argument.
 *
 * @param words the words after `docket`; the last one is the word to complete, which can be empty
 */
function candidatesFor(program: Command, words: string[]): string[] {
  const current = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  const command = before.reduce(
    (inner, word) => inner.commands.find((one) => one.name() === word || one.aliases().includes(word)) ?? inner,
    program,
  );
  const options = [...command.options, ...(command === program ? [] : program.options)];
  const opened = options.find(({ short, long }) => [short, long].includes(before.at(-1)));
  const found =
    opened?.argChoices ??
    (current.startsWith("-")
      ? [...options.flatMap(({ long }) => long ?? []), "--help"]
      : [
          ...command
            .createHelp()
            .visibleCommands(command)
            .map((one) => one.name()),
          ...command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []),
        ]);
  return found.filter((candidate) => candidate.startsWith(current));
}
