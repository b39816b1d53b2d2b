using System.Text;

namespace Init.Cli;

/// <summary>For bash 4 and later, with or without its package bash-completion.</summary>
internal static class BashCompletion
{
    public static string Of(IReadOnlyList<GrammarVerb> verbs)
    {
        var text = new StringBuilder($$"""
            # bash completion of pm1: source <(pm1 completion bash)

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
            text.Append($"    {names}) {Reply(Expected.Value(option.Name))};;\n");
        }

        text.Append("""
                *) return 1;;
              esac
            }

            # What may be a word behind the verb $1.
            _pm1_operand() {
              case $1 in

            """);
        foreach (var verb in verbs.Where(verb => verb.HasOperand))
        {
            text.Append($"    {verb.Name}) {Reply(Expected.Operand(verb))};;\n");
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
            text.Append($"    {verb.Name}) _pm1_reply '{options}';;\n");
        }

        var takers = string.Join('|', valued.SelectMany(CompletionWords.Spellings));
        return text.Append(Tools(takers)).Append(Body(string.Join(' ', verbs.Select(verb => verb.Name)))).ToString();
    }

    private static string Reply(Expected expected)
    {
        var words = string.Join(' ', expected.Words);
        return expected.Kind switch
        {
            ExpectedKind.Words => $"_pm1_reply '{words}'",
            ExpectedKind.Files => $"_pm1_reply '{words}' -f",
            ExpectedKind.Folders => $"_pm1_reply '{words}' -d",
            ExpectedKind.Users => $"_pm1_reply '{words}' -u",
            ExpectedKind.Signals => $"_pm1_reply '{CompletionWords.Signals}'",
            ExpectedKind.Apps => "_pm1_reply \"$(_pm1_apps)\"",
            ExpectedKind.Slots => "_pm1_reply \"$(_pm1_slots)\"",
            ExpectedKind.AppsAndSignals => $"_pm1_reply \"$(_pm1_apps) {CompletionWords.Signals}\"",
            ExpectedKind.AppsAndFiles => "_pm1_reply \"$(_pm1_apps)\" -f",
        };
    }

    /// <param name="valued">The options that take a value, as a pattern.</param>
    private static string Tools(string valued) => $$"""
          esac
        }

        # Whether the option $1 takes a value.
        _pm1_takes() {
          case $1 in
            {{valued}}) return 0;;
          esac
          return 1
        }

        # Those of the words $1 that begin as what is typed does, and what compgen knows by itself ($2: -f, -d, -u, -c).
        _pm1_reply() {
          local line
          while IFS= read -r line; do
            COMPREPLY+=("$line")
          done < <(compgen -W "$1" -- "$_pm1_cur"; [ -z "${2:-}" ] || compgen "$2" -- "$_pm1_cur")
          case ${2:-} in -f|-d) compopt -o filenames 2>/dev/null;; esac
        }


        """;

    /// <param name="verbs">All of them, with blanks between.</param>
    private static string Body(string verbs) => $$"""
        _pm1() {
          local _pm1_cur=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} verb=${COMP_WORDS[1]:-} at=2
          COMPREPLY=()

          # bash cuts words at = and :, so a value may stand behind a word of its own.
          if [ "$_pm1_cur" = = ]; then
            _pm1_cur=
          elif [ "$previous" = = ]; then
            previous=${COMP_WORDS[COMP_CWORD-2]}
          fi

          if [ "$COMP_CWORD" = 1 ]; then
            case $_pm1_cur in
              -*) _pm1_reply '{{CompletionWords.Init}}';;
              *) _pm1_reply '{{verbs}}';;
            esac
            return
          fi

          # Behind the options of these comes a command, whose words are its own.
          case $verb in
            {{string.Join('|', CompletionWords.WithCommand)}})
              while [ "$at" -lt "$COMP_CWORD" ]; do
                case ${COMP_WORDS[at]} in
                  --) at=$((at + 1)); break;;
                  -*)
                    if _pm1_takes "${COMP_WORDS[at]}"; then
                      at=$((at + 1))
                      [ "${COMP_WORDS[at]:-}" != = ] || at=$((at + 1))
                    fi
                    at=$((at + 1));;
                  *) break;;
                esac
              done
              if [ "$at" -lt "$COMP_CWORD" ]; then
                _pm1_reply '' -f
                return
              elif [ "$at" = "$COMP_CWORD" ]; then
                case $_pm1_cur in
                  -*) [ "${COMP_WORDS[at-1]}" = -- ] || _pm1_options "$verb";;
                  *) _pm1_reply '' -c; _pm1_reply '' -f;;
                esac
                return
              fi;;
          esac

          _pm1_value "$previous" && return
          case $_pm1_cur in
            -*) _pm1_options "$verb";;
            *) _pm1_operand "$verb";;
          esac
        }

        complete -F _pm1 pm1

        """;
}
