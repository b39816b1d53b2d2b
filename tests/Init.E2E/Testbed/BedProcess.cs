using System.Diagnostics;
using Init.E2E.Harness;

namespace Init.E2E.Testbed;

/// <summary>A command of the test bed that runs; it does not outlive its test.</summary>
internal sealed class BedProcess : IAsyncDisposable
{
    /// <summary>The bed's commands pass TERM on and tidy up after what they ran.</summary>
    private static readonly TimeSpan TidyUp = TimeSpan.FromSeconds(20);

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> error;

    public BedProcess(string program, IReadOnlyList<string> arguments)
    {
        process = Starting.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        output = process.StandardOutput.ReadToEndAsync();
        error = process.StandardError.ReadToEndAsync();
    }

    public int Pid => process.Id;

    /// <summary>How those that read their standard input to its end are told to finish.</summary>
    public void CloseInput() => process.StandardInput.Close();

    public void Signal(int signal) => Assert.Equal(0, Libc.kill(process.Id, signal));

    public bool HasEnded => process.HasExited;

    public async Task<ShellResult> End(TimeSpan bound)
    {
        using var patience = new CancellationTokenSource(bound);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await Stop();
            Assert.Fail($"{process.StartInfo.FileName} {string.Join(' ', process.StartInfo.ArgumentList)}: "
                + $"not ended within {bound.TotalSeconds:0} s\n{await output}\n{await error}");
        }

        return new ShellResult(process.ExitCode, await output, await error);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        process.Dispose();
    }

    private async Task Stop()
    {
        if (process.HasExited)
        {
            return;
        }

        _ = Libc.kill(process.Id, Signals.TERM);
        using var patience = new CancellationTokenSource(TidyUp);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
