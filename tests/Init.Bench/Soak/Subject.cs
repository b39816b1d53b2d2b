namespace Init.Bench.Soak;

/// <summary>A program that serves, and how it is written down.</summary>
internal sealed record Subject(string Name, IReadOnlyList<string> Command)
{
    /// <summary>A Node server that ends well: it accepts no more, finishes what it has, and says so to clients that
    /// keep their connection. Each answer takes a while, so that some are always under way.</summary>
    private const string Node = """
        const http = require('http');
        let stopping = false;
        const server = http.createServer((req, res) => setTimeout(() => {
          if (stopping) res.setHeader('Connection', 'close');
          res.setHeader('Content-Length', 3);
          res.end('ok\n');
        }, 2 + Math.random() * 20));
        process.on('SIGTERM', () => { stopping = true; server.close(); });
        server.listen(+process.argv[2]);
        """;

    /// <summary>Python's own server, which knows of no signal and keeps no connection.</summary>
    private const string Python = """
        import http.server, sys, time
        class Answer(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                time.sleep(0.005)
                self.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n')
            def log_message(self, *args):
                pass
        http.server.ThreadingHTTPServer(('', int(sys.argv[1])), Answer).serve_forever()
        """;

    /// <summary>As many as are installed.</summary>
    public static IReadOnlyList<Subject> All(Scratch folder, int port, Action<string> missing)
    {
        var all = new List<Subject>();
        Add("node", "/usr/bin/node", folder.Write("soak.js", Node));
        Add("python", "/usr/bin/python3", folder.Write("soak.py", Python));
        return all;

        void Add(string name, string program, string source)
        {
            if (File.Exists(program))
            {
                all.Add(new Subject(name, [program, source, Scratch.Text(port)]));
            }
            else
            {
                missing($"{name} (no {program})");
            }
        }
    }
}
