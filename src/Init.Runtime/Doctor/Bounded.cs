namespace Init.Runtime.Doctor;

/// <summary>Looks at one thing, whatever it does: a file of a server that is away blocks for ever, and one look that
/// fails must not hide the others.</summary>
internal static class Bounded
{
    public static readonly TimeSpan LookMax = TimeSpan.FromSeconds(2);

    /// <returns>What <paramref name="look"/> found, or <paramref name="otherwise"/> with the reason why it found
    /// nothing.</returns>
    internal static T Look<T>(Func<T> look, Func<string, T> otherwise, TimeSpan max)
        where T : class
    {
        T? found = null;
        var why = "";
        var thread = new Thread(() =>
        {
            try
            {
                found = look();
            }
            catch (Exception broken)
            {
                // The edge of a look: whatever went wrong is what is found.
                why = $"{broken.GetType().Name}: {broken.Message}";
            }
        })
        {
            // One that never ends does not keep the process.
            IsBackground = true,
        };
        thread.Start();
        return !thread.Join(max) ? otherwise($"no answer within {max.TotalSeconds}s") : found ?? otherwise(why);
    }
}
