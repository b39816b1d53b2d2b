namespace Init.Core.InitMode;

/// <summary>Numbers that become other numbers (signals, exit codes); what is not in it stays as it is. One step only: a
/// result is not looked up again, so two can be exchanged.</summary>
/// <param name="Rules">A later one wins.</param>
public sealed record CodeMap(IReadOnlyList<(int From, int To)> Rules)
{
    public static readonly CodeMap Same = new([]);

    public int this[int code]
    {
        get
        {
            for (var i = Rules.Count - 1; i >= 0; i--)
            {
                if (Rules[i].From == code)
                {
                    return Rules[i].To;
                }
            }

            return code;
        }
    }
}
