using Init.Core.Spec;

namespace Init.Core.Config;

/// <summary>Settings that are right by themselves but contradict each other.</summary>
internal static class SpecChecks
{
    public static void Check(AppConfig app, Written? admin, InitSpec spec, bool inherited, ProblemList problems)
    {
        CheckShare(app, spec.App, problems);
        CheckReady(app, spec.App, problems);
        CheckPorts(app, spec.App, problems);
        CheckListen(app, admin, spec, inherited, problems);
    }

    private static void CheckShare(AppConfig app, AppSpec spec, ProblemList problems)
    {
        var share = Word(spec.Share);
        if (app.Listen is [var listen, ..] && spec.Share != ShareMode.Fd)
        {
            problems.Add(
                listen.Origin, $"has no effect with share {share}", "leave share out or write fd, or leave this out");
        }

        foreach (var ports in new[] { app.Ports, app.Private })
        {
            if (ports is [var port, ..] && spec.Share != ShareMode.Bind)
            {
                problems.Add(port.Origin, $"has no effect with share {share}", "leave this out, or write share bind");
            }
        }
    }

    private static void CheckReady(AppConfig app, AppSpec spec, ProblemList problems)
    {
        if (app.Ready is not { } ready)
        {
            return;
        }

        if (spec.Ready.Kind == ReadyKind.Listen && spec.Share is not (ShareMode.Bind or ShareMode.Node))
        {
            problems.Add(
                ready.Origin,
                $"nobody can see a worker listen with share {Word(spec.Share)}",
                "write notify if the program says READY=1, or after:2s");
        }

        if (spec.Ready.Kind == ReadyKind.After && spec.Ready.Delay >= spec.ReadyTimeout)
        {
            problems.Add(
                ready.Origin,
                $"{Fault.Quote(ready.Text)} is not before the ready timeout of {spec.ReadyTimeout.TotalSeconds}s",
                "write a shorter delay or a longer ready timeout");
        }
    }

    private static void CheckPorts(AppConfig app, AppSpec spec, ProblemList problems)
    {
        foreach (var written in app.Private ?? [])
        {
            if (PortName.Parse(written.Text).Succeeded(out var port) && spec.Ports.Contains(port))
            {
                problems.Add(
                    written.Origin, $"{Fault.Quote(written.Text)} is a shared port too", "write it in one of the two");
            }
        }
    }

    private static void CheckListen(AppConfig app, Written? admin, InitSpec spec, bool inherited, ProblemList problems)
    {
        if (app.Share is { Text: "fd" } share && app.Listen is null && !inherited)
        {
            problems.Add(share.Origin, "there is no socket to pass on", "write listen, for example :3000");
        }

        var seen = new HashSet<string>();
        foreach (var written in app.Listen ?? [])
        {
            if (!ListenAddress.Parse(written.Text).Succeeded(out var address))
            {
                continue;
            }

            if (!seen.Add($"{address.Transport} {address.Host} {address.Port} {address.Path}"))
            {
                problems.Add(written.Origin, $"{Fault.Quote(written.Text)} is written twice", "leave one out");
            }

            if (Overlap(address, spec.Admin))
            {
                problems.Add(
                    written.Origin,
                    $"{Fault.Quote(written.Text)} is the admin address too ({admin?.Origin ?? "the default"})",
                    "choose another port, or another admin address, or admin off");
            }
        }
    }

    private static bool Overlap(ListenAddress address, ListenAddress? admin) =>
        admin is not null && address.Port != 0 && address.Transport == Transport.Tcp && admin.Transport == Transport.Tcp
        && address.Port == admin.Port && (address.Host == admin.Host || address.Host == "" || admin.Host == "");

    internal static string Word(ShareMode share) => share switch
    {
        ShareMode.Bind => "bind",
        ShareMode.Fd => "fd",
        ShareMode.Node => "node",
        ShareMode.None => "none",
    };
}
