using System.Globalization;

namespace Init.E2E.Harness;

/// <summary>Programs that serve HTTP on a port and answer with their pid; none knows of pm1.</summary>
internal static class Server
{
    public static string[] Node(int port) => [Tool.Node, Shipped.Source("server.js"), Text(port)];

    /// <summary>Ends well on SIGTERM: accepts no more, finishes what it has, keeps no connection.</summary>
    public static string[] GracefulNode(int port) => [Tool.Node, Shipped.Source("graceful.js"), Text(port)];

    public static string[] Python(int port) => [Tool.Python, Shipped.Source("http_server.py"), Text(port)];

    public static string[] AspNet(int port) => [Tool.Dotnet, Shipped.AspNet, "--urls", $"http://0.0.0.0:{Text(port)}"];

    /// <summary>A static C program.</summary>
    public static string[] C(int port) => [Shipped.Worker, "serve", Text(port)];

    public static string[] C(string habit, params int[] ports) => [Shipped.Worker, habit, .. ports.Select(Text)];

    /// <summary>One nginx worker below one master; the worker's pid is the answer.</summary>
    public static string[] Nginx(int port, TempFolder folder)
    {
        var nginx = Tool.Nginx;
        folder.Make("nginx");
        folder.Make("nginx/tmp");
        var configuration = folder.Write("nginx.conf", $$"""
            daemon off;
            worker_processes 1;
            pid nginx.pid;
            error_log stderr warn;
            events { worker_connections 256; }
            http {
                access_log off;
                client_body_temp_path tmp/body;
                proxy_temp_path tmp/proxy;
                fastcgi_temp_path tmp/fastcgi;
                uwsgi_temp_path tmp/uwsgi;
                scgi_temp_path tmp/scgi;
                server {
                    listen {{Text(port)}};
                    location / { return 200 "$pid\n"; }
                }
            }
            """);
        return [nginx, "-e", "stderr", "-p", folder["nginx"], "-c", configuration];
    }

    public static string[] Named(string program, int port, TempFolder folder) => program switch
    {
        "node" => Node(port),
        "python" => Python(port),
        "nginx" => Nginx(port, folder),
        "aspnet" => AspNet(port),
        "c" => C(port),
        _ => throw new ArgumentOutOfRangeException(nameof(program), program, "no such program"),
    };

    /// <summary>Asks, each time on a new connection, until so many different answers have come.</summary>
    public static async Task<IReadOnlySet<string>> Answers(
        int port, int count, Func<string> otherwise, string path = "/")
    {
        var answers = new HashSet<string>();
        var last = RequestOutcome.Ok;
        await Poll.Until(
            async () =>
            {
                // Together, because one queue hands connections that come singly to whichever worker waits first.
                var batch = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Ask(port, path)));
                answers.UnionWith(batch.Where(each => each.Outcome == RequestOutcome.Ok).Select(each => each.Answer));
                last = batch[0].Outcome;
                return answers.Count >= count;
            },
            Bound.Start,
            () => $"{answers.Count} of {count} answer (last: {last}): {otherwise()}");
        return answers;
    }

    public static async Task<(RequestOutcome Outcome, string Answer)> Ask(int port, string path = "/")
    {
        using var connection = new HttpConnection();
        var outcome = await connection.Request(port, keep: false, path);
        return (outcome, connection.Answer);
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
