using System.Text;
using System.Text.RegularExpressions;

namespace Init.E2E.Harness;

/// <summary>What a process has written so far.</summary>
internal sealed class Output
{
    private readonly StringBuilder text = new();
    private readonly Task pump;

    public Output(StreamReader stream) => pump = Pump(stream);

    public string Text
    {
        get
        {
            lock (text)
            {
                return text.ToString();
            }
        }
    }

    public IReadOnlyList<string> Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public Task Ended => pump;

    public async Task<Match> Wait(string pattern, TimeSpan? bound = null)
    {
        await Poll.Until(() => Regex.IsMatch(Text, pattern), bound ?? Bound.Start, () => $"/{pattern}/ in: {Text}");
        return Regex.Match(Text, pattern);
    }

    private async Task Pump(StreamReader stream)
    {
        var buffer = new char[4096];
        int n;
        while ((n = await stream.ReadAsync(buffer)) > 0)
        {
            lock (text)
            {
                text.Append(buffer, 0, n);
            }
        }
    }
}
