using System.Text;
using Init.Runtime.Launching;
using Init.Runtime.Tests.Sharing;
using Xunit;

namespace Init.Runtime.Tests.Launching;

public sealed class WorkerEnvironmentTests
{
    private static readonly byte[] NotUtf8 = [(byte)'B', (byte)'=', 0xff];

    private static readonly IReadOnlyList<byte[]> Inherited =
    [
        .. new[] { "PATH=/bin", "A=inherited", "LISTEN_FDS=3", "LISTEN_PID=1", "NOTIFY_SOCKET=/run/x", "MAINPID=1", "NOTHING", "EMPTY=" }
            .Select(Encoding.UTF8.GetBytes),
        NotUtf8,
    ];

    [Fact]
    public void What_was_meant_for_pm1_is_left_out_and_bytes_stay_bytes()
    {
        var environment = WorkerEnvironment.Of(Apps.Of(), Inherited, new WorkerIdentity(2, 4, "", 0));
        Assert.Contains(NotUtf8, environment);
        Assert.Equal(
            ["PATH=/bin", "A=inherited", "NOTHING", "EMPTY=", "PM1_WORKER_SLOT=2", "PM1_WORKER_COUNT=4"],
            environment.Where(entry => entry != NotUtf8).Select(Encoding.UTF8.GetString));
    }

    [Fact]
    public void App_wins_over_what_is_inherited_and_its_last_word_over_its_first()
    {
        var app = Apps.Of() with { Environment = [new("A", "1"), new("A", "2=3"), new("NOTIFY_SOCKET", "/mine")] };
        var environment = WorkerEnvironment.Of(app, Inherited, new WorkerIdentity(0, 1, "@name", 0)
        {
            ListenNames = ["web", "admin"],
        });
        Assert.Equal("2=3", Find(environment, "A"));
        Assert.Equal("@name", Find(environment, "NOTIFY_SOCKET"));
        Assert.Equal("2", Find(environment, "LISTEN_FDS"));
        Assert.Equal("web:admin", Find(environment, "LISTEN_FDNAMES"));
        Assert.Null(Find(environment, "LISTEN_PID"));
        Assert.Equal(environment.Count, environment.Select(Name).Distinct().Count());
    }

    [Theory]
    [InlineData("EMPTY", "")]
    [InlineData("PAT", null)]
    [InlineData("PATH", "/bin")]
    [InlineData("NOTHING", null)]
    public void Variable_is_found_by_its_whole_name(string name, string? value) =>
        Assert.Equal(value, Find(Inherited, name));

    private static string? Find(IReadOnlyList<byte[]> environment, string name) =>
        WorkerEnvironment.Find(environment, name) is { } value ? Encoding.UTF8.GetString(value) : null;

    private static string Name(byte[] entry) => Encoding.Latin1.GetString(entry).Split('=')[0];
}
