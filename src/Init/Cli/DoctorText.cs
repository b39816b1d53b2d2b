using System.Text;
using Init.Core.Doctor;

namespace Init.Cli;

/// <summary>A diagnosis for people: groups, a line for each check, what to do below those that are not ok, and what
/// follows from it all as the last line.</summary>
internal sealed class DoctorText(Style style)
{
    private const int NameCharsMin = 14;

    public string Of(Diagnosis diagnosis)
    {
        var text = new StringBuilder();
        foreach (var group in diagnosis.Checks.GroupBy(check => check.Group))
        {
            text.Append(style.Bold(group.Key)).Append('\n');
            var width = Math.Max(NameCharsMin, group.Max(check => check.Name.Length));
            foreach (var check in group)
            {
                Append(text, check, width);
            }
        }

        return text.Append(Summary(diagnosis)).Append('\n').ToString();
    }

    private void Append(StringBuilder text, Check check, int width)
    {
        var mark = Mark(check.Verdict);
        text.Append("  ").Append(mark).Append("  ").Append(style.Safe(check.Name.PadRight(width))).Append("  ")
            .Append(style.Safe(check.Fact)).Append('\n');
        if (check.Hint != "")
        {
            text.Append(' ', (style.HasUtf8 ? 2 : 0) + 14 + width)
                .Append(style.Faint(style.Safe($"→ {check.Hint}"))).Append('\n');
        }
    }

    /// <summary>The word is there for those who do not see the colour.</summary>
    private string Mark(Verdict verdict) => verdict switch
    {
        Verdict.Ok => style.Green(Sign("✓") + "ok      "),
        Verdict.Degraded => style.Yellow(Sign("▲") + "degraded"),
        Verdict.Missing => style.Red(Sign("✗") + "missing "),
    };

    private string Sign(string sign) => style.HasUtf8 ? $"{sign} " : "";

    private string Summary(Diagnosis diagnosis)
    {
        var counts = $"{diagnosis.Count(Verdict.Ok)} ok, {diagnosis.Count(Verdict.Degraded)} degraded, "
            + $"{diagnosis.Count(Verdict.Missing)} missing";
        return diagnosis.Runs
            ? $"{style.Green("pm1 run would work here")}: {counts}"
            : $"{style.Red("pm1 run would fail here")} for want of {string.Join(", ", diagnosis.Lacking)}: {counts}";
    }
}
