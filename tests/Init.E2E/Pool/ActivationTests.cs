using System.Globalization;
using System.Net.Sockets;
using Init.E2E.Harness;

namespace Init.E2E.Pool;

/// <summary>`--listen`: pm1 binds, and programs that know LISTEN_FDS serve.</summary>
public sealed class ActivationTests
{
    [Fact]
    public async Task Three_workers_serve_the_socket_that_they_are_given()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        await using var pm1 = Launch.Run(
            ["--workers", "3", "--listen", $"127.0.0.1:{port}"], [Tool.Python, Shipped.Source("listen_fds.py")])
            .Start(folder);
        var answers = await Server.Answers(port, 3, () => pm1.Error.Text);
        Assert.All(answers, answer =>
        {
            var words = answer.Split(' ');
            Assert.Equal(words[0], words[1]);
            Assert.Equal("1", words[2]);
            Assert.NotEqual("-", words[3]);
            Assert.Contains(int.Parse(words[0], CultureInfo.InvariantCulture), pm1.Workers);
        });
    }

    [Fact]
    public async Task Three_gunicorns_serve_the_socket_that_they_are_given()
    {
        using var folder = new TempFolder();
        var port = FreePort.Next();
        string[] gunicorn = [Tool.Gunicorn, "--workers", "1", "--chdir", Path.GetDirectoryName(Shipped.Source("wsgi.py"))!, "wsgi:app"];
        await using var pm1 = Launch.Run(["--workers", "3", "--listen", $"127.0.0.1:{port}"], gunicorn)
            .Under(Wrap.Unprivileged).Start(folder);
        await Server.Answers(port, 3, () => pm1.Error.Text);
    }

    [Fact]
    public async Task A_unix_socket_is_bound_and_passed_on()
    {
        using var folder = new TempFolder();
        await using var pm1 = Launch.Run(
            ["--workers", "2", "--listen", $"unix:{folder["app.sock"]}"], [Tool.Python, Shipped.Source("listen_fds.py")])
            .Start(folder);
        await pm1.Admin.WaitFor("/readyz", 200, () => pm1.Error.Text);
        using var http = UnixHttp.Client(folder["app.sock"]);
        var answer = await http.GetStringAsync(new Uri("http://app/"), TestContext.Current.CancellationToken);
        Assert.Contains(int.Parse(answer.Split(' ')[0], CultureInfo.InvariantCulture), pm1.Workers);
    }

    [Fact]
    public async Task An_address_that_pm1_cannot_bind_is_a_clear_error()
    {
        using var folder = new TempFolder();
        using var other = new TcpListener(System.Net.IPAddress.Loopback, FreePort.Next());
        other.Start();
        var address = other.LocalEndpoint.ToString()!;
        var ended = await Launch.Run(["--listen", address], ["/bin/sleep", "600"]).Finish(folder);
        Assert.NotEqual(0, ended.Code);
        Assert.Contains(ended.ErrorLines, line => line.Contains(address, StringComparison.Ordinal)
            && line.Contains("in use", StringComparison.Ordinal));
    }
}
