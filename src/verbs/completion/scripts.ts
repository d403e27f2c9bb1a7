/** How a shell starts what completes: this Node and program, and, once they are gone, whatever `pipeline` is then. */
export interface Program {
  readonly node: string;
  readonly script: string;
}

/** For sh-like shells: the text in quotes. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

const start = ({ node, script }: Program): string => `_pipeline_complete() {
  # Directly, which spares the start of one more program.
  if [ -x ${quoted(node)} ] && [ -f ${quoted(script)} ]; then
    ${quoted(node)} ${quoted(script)} -- "$@" 2>/dev/null
  else
    pipeline __complete -- "$@" 2>/dev/null
  fi
}
`;

const bash = (program: Program): string => `# bash completion of pipeline: source <(pipeline completion bash)
${start(program)}
_pipeline() {
  local i line words=() last=-1 before
  # bash splits words at = and :, and replaces only the part under the cursor.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    if ((last >= 0)) && [[ \${COMP_WORDS[i]} == [=:]* || \${COMP_WORDS[i - 1]} == *[=:] ]]; then
      words[last]+=\${COMP_WORDS[i]}
    else
      words[++last]=\${COMP_WORDS[i]}
    fi
  done
  before=\${words[last]}
  [[ \${COMP_WORDS[COMP_CWORD]} == [=:] ]] || before=\${before%"\${COMP_WORDS[COMP_CWORD]}"}
  COMPREPLY=()
  while IFS= read -r line; do
    line=\${line%%$'\\t'*}
    COMPREPLY+=("\${line#"$before"}")
  done < <(_pipeline_complete "\${words[@]}")
  # More may follow the slash of a folder.
  if ((\${#COMPREPLY[@]} == 1)) && [[ \${COMPREPLY[0]} == */ ]]; then compopt -o nospace 2>/dev/null; fi
}

complete -F _pipeline pipeline
`;

const zsh = (program: Program): string => `#compdef pipeline
# zsh completion of pipeline: source <(pipeline completion zsh), after compinit
${start(program)}
_pipeline() {
  local line word
  local -a found shown folders
  for line in "\${(@f)$(_pipeline_complete "\${(@Q)words[2,CURRENT]}")}"; do
    word=\${line%%$'\\t'*}
    if [[ -z $word ]]; then continue; fi
    if [[ $word == */ ]]; then folders+=("$word"); continue; fi
    found+=("$word")
    if [[ $line == *$'\\t'* ]]; then shown+=("$word  -- \${line#*$'\\t'}"); else shown+=("$word"); fi
  done
  # One that has a summary gets a line for itself.
  if [[ "$shown" == *'  -- '* ]]; then compadd -l -d shown -a found; else compadd -a found; fi
  compadd -S '' -a folders
}

# Either sourced, or loaded by name from $fpath.
if [[ \${funcstack[1]} == _pipeline ]]; then _pipeline "$@"; else compdef _pipeline pipeline; fi
`;

const fishQuoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const fish = ({ node, script }: Program): string => `# fish completion of pipeline: pipeline completion fish | source
function __pipeline_complete
    set -l words (commandline -opc)
    set -e words[1]
    set -l current (commandline -ct)
    # Directly, which spares the start of one more program.
    if test -x ${fishQuoted(node)}; and test -f ${fishQuoted(script)}
        ${fishQuoted(node)} ${fishQuoted(script)} -- $words "$current" 2>/dev/null
    else
        pipeline __complete -- $words "$current" 2>/dev/null
    end
end

complete -c pipeline -f -a '(__pipeline_complete)'
`;

/** By the name of the shell. */
export const scripts = { bash, zsh, fish } as const;
