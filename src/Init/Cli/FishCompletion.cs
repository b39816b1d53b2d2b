using System.Text;

namespace Init.Cli;

internal static class FishCompletion
{
    private const string Line = "complete -c pm1";

    public static string Of(IReadOnlyList<GrammarVerb> verbs)
    {
        var text = new StringBuilder($$"""
            # fish completion of pm1: pm1 completion fish | source

            function __pm1_apps
              {{CompletionWords.AskList}} | {{CompletionWords.TakeApps}}
            end

            function __pm1_slots
              {{CompletionWords.AskList}} | {{CompletionWords.TakeSlots}}
            end

            # Whether the verb is $argv[1], and no command has begun.
            function __pm1_verb
              set -l words (commandline -opc)
              test "$words[2]" = "$argv[1]"; and not contains -- -- $words
            end

            # Whether what is typed belongs to the command behind --.
            function __pm1_in_command
              contains -- -- (commandline -opc)
            end

            # What the command behind -- completes to.
            function __pm1_command
              set -l words (commandline -opc)
              set -l at (contains -i -- -- $words)
              set -e words[1..$at]
              complete -C (string join ' ' -- (string escape -- $words) (commandline -ct))
            end

            {{Line}} -f
            {{Line}} -n __pm1_in_command -a '(__pm1_command)'
            {{Line}} -n __fish_is_first_arg -a '{{string.Join(' ', verbs.Select(verb => verb.Name))}}'
            {{Line}} -n 'not __pm1_in_command; and __fish_is_first_arg' -a '{{CompletionWords.Init}}'

            """);
        foreach (var verb in verbs)
        {
            foreach (var option in verb.Options)
            {
                var spelled = string.Join(' ', CompletionWords.Spellings(option).Select(Flag));
                var value = option.TakesValue ? $" {Value(Expected.Value(option.Name))}" : "";
                text.Append($"{Line} -n '__pm1_verb {verb.Name}' {spelled}{value}\n");
            }

            if (verb.HasOperand)
            {
                text.Append($"{Line} -n '__pm1_verb {verb.Name}' {Operand(Expected.Operand(verb))}\n");
            }
        }

        return text.ToString();
    }

    private static string Flag(string spelling) => spelling.StartsWith("--", StringComparison.Ordinal)
        ? $"-l {spelling[2..]}" : $"-s {spelling[1..]}";

    private static string Value(Expected expected) =>
        expected.Kind == ExpectedKind.Files ? $"-r {Operand(expected)}" : $"-x {Operand(expected)}";

    private static string Operand(Expected expected)
    {
        var words = string.Join(' ', expected.Words);
        return expected.Kind switch
        {
            ExpectedKind.Words => $"-a '{words}'",
            ExpectedKind.Files => $"-F -a '{words}'",
            ExpectedKind.Folders => "-a '(__fish_complete_directories)'",
            ExpectedKind.Users => "-a '(__fish_complete_users)'",
            ExpectedKind.Signals => $"-a '{CompletionWords.Signals}'",
            ExpectedKind.Apps => "-a '(__pm1_apps)'",
            ExpectedKind.Slots => "-a '(__pm1_slots)'",
            ExpectedKind.AppsAndFiles => "-F -a '(__pm1_apps)'",
            ExpectedKind.AppsAndSignals => $"-a '(__pm1_apps) {CompletionWords.Signals}'",
        };
    }
}
