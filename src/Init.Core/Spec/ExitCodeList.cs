using System.Globalization;

namespace Init.Core.Spec;

/// <summary>`0,42`: exit codes, each 0 to 255.</summary>
public static class ExitCodeList
{
    private const int CodeMax = 255;

    public static Parsed<IReadOnlyList<int>> Parse(string text)
    {
        var codes = new List<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var code) || code > CodeMax)
            {
                return Fault.In(text, "is not a list of exit codes", "write codes from 0 to 255: 0,42");
            }

            codes.Add(code);
        }

        return codes;
    }
}
