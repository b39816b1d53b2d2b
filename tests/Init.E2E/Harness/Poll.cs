using System.Diagnostics;

namespace Init.E2E.Harness;

internal static class Poll
{
    /// <returns>How long it took.</returns>
    public static Task<TimeSpan> Until(Func<bool> condition, TimeSpan bound, Func<string> otherwise) =>
        Until(() => Task.FromResult(condition()), bound, otherwise);

    public static async Task<TimeSpan> Until(Func<Task<bool>> condition, TimeSpan bound, Func<string> otherwise)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(clock.Elapsed < bound, $"not within {bound.TotalSeconds:0.#} s: {otherwise()}");
            await Task.Delay(Bound.Poll);
        }

        return clock.Elapsed;
    }
}
