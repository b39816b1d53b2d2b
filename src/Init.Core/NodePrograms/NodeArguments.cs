namespace Init.Core.NodePrograms;

/// <summary>Where in Node's command line the script stands.</summary>
internal static class NodeArguments
{
    /// <param name="words">Node first.</param>
    /// <returns>The script's index; null: there is none.</returns>
    public static int? ScriptIndex(IReadOnlyList<string> words)
    {
        for (var i = 1; i < words.Count; i++)
        {
            var word = words[i];
            if (word == "--")
            {
                return IsScript(words, i + 1) ? i + 1 : null;
            }

            if (!word.StartsWith('-'))
            {
                return IsScript(words, i) ? i : null;
            }

            var (name, value) = NodeOption.Split(word);
            if (word == "-" || NodeOption.LeavesNoScript(name))
            {
                return null;
            }

            if (value is null && NodeOption.TakesValue(name))
            {
                i++;
                if (i < words.Count && words[i].StartsWith('-'))
                {
                    // Node refuses it: the value has been forgotten.
                    return null;
                }
            }
        }

        return null;
    }

    /// <summary>Two words start Node's own debugger, wherever they stand, and though there be such a file.</summary>
    private static bool IsScript(IReadOnlyList<string> words, int index) =>
        index < words.Count && words[index] is not ("" or "-" or "inspect" or "debug");
}
