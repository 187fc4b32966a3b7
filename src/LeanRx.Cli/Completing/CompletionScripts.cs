namespace LeanRx.Cli.Completing;

/// <summary>
/// For each shell a function that asks the tool itself: the directive <c>[suggest:POSITION]</c>, with the line without the name of the tool, prints one
/// proposal a line.
/// </summary>
static class CompletionScripts
{
    public static readonly IReadOnlyDictionary<string, string> All = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["bash"] = """
            _leanrx() {
                local line="${COMP_LINE:0:COMP_POINT}" IFS=$'\n'
                line="${line#* }"
                COMPREPLY=($(compgen -W "$(leanrx "[suggest:${#line}]" "$line" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _leanrx leanrx

            """,
        ["fish"] = """
            function __leanrx
                set -l line (commandline -cp | string replace -r '^\S+\s' '')
                leanrx "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
            end
            complete -c leanrx -a '(__leanrx)'

            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName leanrx -ScriptBlock {
                param($word, $ast, $position)
                $text = $ast.ToString().PadRight($position).Substring(0, $position)
                $line = $text -replace '^\S+\s', ''
                leanrx "[suggest:$($line.Length)]" "$line" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }

            """,
        ["zsh"] = """
            _leanrx() {
                local line="${BUFFER[1,CURSOR]}"
                line="${line#* }"
                compadd -- ${(f)"$(leanrx "[suggest:${#line}]" "$line" 2>/dev/null)"}
            }
            compdef _leanrx leanrx

            """,
    };
}
