using System.Text;

namespace Init.Cli;

/// <summary>For zsh, read by `source` after compinit or as a file `_pm1` in its path of functions.</summary>
internal static class ZshCompletion
{
    public static string Of(IReadOnlyList<GrammarVerb> verbs)
    {
        var text = new StringBuilder($$"""
            #compdef pm1
            # zsh completion of pm1: source <(pm1 completion zsh), or as a file _pm1 in fpath

            _pm1_apps() { {{CompletionWords.AskList}} | {{CompletionWords.TakeApps}}; }
            _pm1_slots() { {{CompletionWords.AskList}} | {{CompletionWords.TakeSlots}}; }

            # What may be the value of the option $1.
            _pm1_value() {
              case $1 in

            """);
        var valued = CompletionWords.Valued(verbs);
        foreach (var option in valued)
        {
            var names = string.Join('|', CompletionWords.Spellings(option));
            text.Append($"    ({names}) {Reply(Expected.Value(option.Name))};;\n");
        }

        text.Append("""
              esac
            }

            # What may be a word behind the verb $1.
            _pm1_operand() {
              case $1 in

            """);
        foreach (var verb in verbs.Where(verb => verb.HasOperand))
        {
            text.Append($"    ({verb.Name}) {Reply(Expected.Operand(verb))};;\n");
        }

        text.Append("""
              esac
            }

            # The options of the verb $1.
            _pm1_options() {
              case $1 in

            """);
        foreach (var verb in verbs)
        {
            var options = string.Join(' ', verb.Options.SelectMany(CompletionWords.Spellings));
            text.Append($"    ({verb.Name}) compadd -- {options};;\n");
        }

        return text.Append(End(verbs, string.Join('|', valued.SelectMany(CompletionWords.Spellings)))).ToString();
    }

    private static string Reply(Expected expected)
    {
        var words = string.Join(' ', expected.Words.Select(word => $"'{word}'"));
        var listed = words == "" ? "" : $"compadd -- {words}; ";
        return expected.Kind switch
        {
            ExpectedKind.Words => words == "" ? ":" : $"compadd -- {words}",
            ExpectedKind.Files => $"{listed}_files",
            ExpectedKind.Folders => $"{listed}_files -/",
            ExpectedKind.Users => $"{listed}_users",
            ExpectedKind.Signals => $"compadd -- {CompletionWords.Signals}",
            ExpectedKind.Apps => "compadd -- ${(f)\"$(_pm1_apps)\"}",
            ExpectedKind.Slots => "compadd -- ${(f)\"$(_pm1_slots)\"}",
            ExpectedKind.AppsAndSignals => $"compadd -- ${{(f)\"$(_pm1_apps)\"}} {CompletionWords.Signals}",
            ExpectedKind.AppsAndFiles => "compadd -- ${(f)\"$(_pm1_apps)\"}; _files",
        };
    }

    /// <param name="valued">The options that take a value, as a pattern.</param>
    private static string End(IReadOnlyList<GrammarVerb> verbs, string valued) => $$"""
          esac
        }

        # Whether the option $1 takes a value.
        _pm1_takes() {
          case $1 in
            ({{valued}}) return 0;;
          esac
          return 1
        }

        _pm1() {
          local current=${words[CURRENT]} previous=${words[CURRENT-1]} verb=${words[2]} at=3

          if (( CURRENT == 2 )); then
            case $current in
              (-*) compadd -- {{CompletionWords.Init}};;
              (*) compadd -- {{string.Join(' ', verbs.Select(verb => verb.Name))}};;
            esac
            return
          fi

          # Behind the options of these comes a command, whose words are its own.
          case $verb in
            ({{string.Join('|', CompletionWords.WithCommand)}})
              while (( at < CURRENT )); do
                case ${words[at]} in
                  (--) (( at++ )); break;;
                  (-*) _pm1_takes ${words[at]} && (( at++ )); (( at++ ));;
                  (*) break;;
                esac
              done
              if (( at < CURRENT )) || { (( at == CURRENT )) && [[ $previous == -- || $current != -* ]]; }; then
                shift $(( at - 1 )) words
                (( CURRENT -= at - 1 ))
                _normal
                return
              fi;;
          esac

          if [[ $current == --*=* ]]; then
            compset -P '*='
            _pm1_value ${current%%=*}
          elif _pm1_takes $previous; then
            _pm1_value $previous
          elif [[ $current == -* ]]; then
            _pm1_options $verb
          else
            _pm1_operand $verb
          fi
        }

        if [[ ${funcstack[1]} == _pm1 ]]; then
          _pm1 "$@"
        elif (( $+functions[compdef] )); then
          compdef _pm1 pm1
        fi

        """;
}
