using Init.Core.Config;
using Init.Core.Link;
using Init.Core.Pool;
using Init.Core.Read;
using Init.Core.Spec;

namespace Init.Runtime.Supervision;

/// <summary>From a command to an event of the pool, or to a refusal; then nothing has changed.</summary>
/// <param name="quota">CPUs' worth of quota, and of affinity, as they are now.</param>
/// <param name="signal">Sends a signal to the worker of a slot, or to all.</param>
/// <param name="send">Sends a message to the worker of a slot, or to all: to how many, or −1 when it is no JSON; null:
/// there are no channels.</param>
internal sealed class CommandDesk(
    AppSpec app, Func<(double Quota, int Affinity)> quota, Func<int, int?, bool> signal, Func<string, int?, int>? send)
{
    /// <returns>null: to be done, by <paramref name="happened"/> if that is not null.</returns>
    internal Refusal? Take(Command command, PoolState pool, out PoolEvent? happened)
    {
        happened = null;
        if (command.App != "" && command.App != app.Name)
        {
            return new Refusal(
                RefusalKind.NotFound, $"no app {Fault.Quote(command.App)} here", $"this pm1 runs {app.Name}");
        }

        if (command.Verb == CommandVerb.Drain)
        {
            happened = new PoolEvent.Stop("a drain command", Hurries: false);
            return null;
        }

        return pool.Drain is not null
            ? new Refusal(RefusalKind.Conflict, $"{app.Name} is draining", "it ends soon, and nothing else begins")
            : WhileRunning(command, pool, out happened);
    }

    private Refusal? WhileRunning(Command command, PoolState pool, out PoolEvent? happened)
    {
        happened = null;
        switch (command.Verb)
        {
            case CommandVerb.Reload when pool.Paused:
                return new Refusal(RefusalKind.Conflict, $"{app.Name} is stopped", $"pm1 start {app.Name} starts it");
            case CommandVerb.Reload:
                happened = new PoolEvent.Reload("a reload command");
                return null;
            case CommandVerb.Restart:
                return Restart(command, pool, out happened);
            case CommandVerb.Stop:
                happened = new PoolEvent.Pause();
                return null;
            case CommandVerb.Start:
                happened = new PoolEvent.Resume();
                return null;
            case CommandVerb.Scale:
                return Scale(command, pool, out happened);
            case CommandVerb.Signal:
                return Signal(command, pool);
            case CommandVerb.Send:
                return Send(command, pool);
            case CommandVerb.Drain:
            default:
                return new Refusal(RefusalKind.Invalid, "no such command");
        }
    }

    private Refusal? Restart(Command command, PoolState pool, out PoolEvent? happened)
    {
        happened = null;
        if (NoSuchSlot(command, pool) is { } unknown)
        {
            return unknown;
        }

        if (pool.Paused)
        {
            return new Refusal(RefusalKind.Conflict, $"{app.Name} is stopped", $"pm1 start {app.Name} starts it");
        }

        if (pool.Roll is { IsRunning: true })
        {
            return new Refusal(
                RefusalKind.Conflict, $"{app.Name} is being reloaded", "every worker is replaced by that anyway");
        }

        happened = new PoolEvent.Restart(command.Slot);
        return null;
    }

    private Refusal? Scale(Command command, PoolState pool, out PoolEvent? happened)
    {
        happened = null;
        const string hint = "write a number, +1, -1, auto, 50% or 2n+1";
        if (Workers(command.Text, pool.Wanted) is not { } workers)
        {
            return new Refusal(RefusalKind.Invalid, $"{Fault.Quote(command.Text)} is not a number of workers", hint);
        }

        if (workers is < 1 or > WorkersExpression.WorkersMax)
        {
            return new Refusal(
                RefusalKind.Invalid, $"{workers} workers are out of bounds",
                $"1 to {WorkersExpression.WorkersMax}; to have none, pm1 stop {app.Name}");
        }

        happened = new PoolEvent.Scale(workers, "a scale command");
        return null;
    }

    private int? Workers(string text, int wanted)
    {
        if (text.Length > 1 && text[0] is '+' or '-' && Number(text[1..]) is { } change)
        {
            return text[0] == '+' ? wanted + change : wanted - change;
        }

        if (Number(text) is { } plain)
        {
            return plain;
        }

        var (cpus, affinity) = quota();
        return WorkersExpression.Parse(text).Succeeded(out var expression)
            ? expression.Evaluate(cpus, affinity).Workers : null;
    }

    private Refusal? Signal(Command command, PoolState pool)
    {
        if (NoSuchSlot(command, pool) is { } unknown)
        {
            return unknown;
        }

        if (!SignalName.Parse(command.Text).Succeeded(out var number))
        {
            return new Refusal(
                RefusalKind.Invalid, $"{Fault.Quote(command.Text)} is not a signal",
                "write a name like SIGUSR1, or a number from 1 to 64");
        }

        return signal(number, command.Slot)
            ? null
            : new Refusal(RefusalKind.Conflict, "no worker runs that could be signalled", "pm1 list shows them");
    }

    private Refusal? Send(Command command, PoolState pool)
    {
        if (NoSuchSlot(command, pool) is { } unknown)
        {
            return unknown;
        }

        if (send is null)
        {
            return new Refusal(
                RefusalKind.Conflict, $"the workers of {app.Name} have no channel",
                "Node programs get one with share node, or with ipc on");
        }

        return send(command.Text, command.Slot) switch
        {
            < 0 => new Refusal(
                RefusalKind.Invalid, "the message is no JSON that a program may get",
                "write JSON: \"words\", 42, {\"a\":1}; its cmd must not begin with NODE_"),
            0 => new Refusal(
                RefusalKind.Conflict, "no worker took it", "none runs, or its event loop does not turn: pm1 list"),
            _ => null,
        };
    }

    private Refusal? NoSuchSlot(Command command, PoolState pool) => command.Slot is not { } slot
        || pool.Workers.Values.Any(worker => worker.Slot == slot)
            ? null
            : new Refusal(
                RefusalKind.NotFound, $"{app.Name} has no worker {slot}", $"it has 0 to {pool.Wanted - 1}");

    private static int? Number(string text) =>
        text.Length is > 0 and <= 5 && text.All(char.IsAsciiDigit) ? int.Parse(text, null) : null;
}
