using Init.Core.Config;
using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Config;

public sealed class SpecBuilderTests
{
    [Fact]
    public void Defaults_are_those_of_the_reference()
    {
        var spec = Ok(Inputs.Of("node", "server.js"));
        Assert.Equal("node", spec.App.Name);
        Assert.Equal(["node", "server.js"], spec.App.Command);
        Assert.Equal(new WorkersExpression(WorkersBase.Auto, 100, 0), spec.App.Workers);
        Assert.Equal(ShareMode.Bind, spec.App.Share);
        Assert.Equal(ReadyKind.Auto, spec.App.Ready.Kind);
        Assert.Equal(TimeSpan.FromSeconds(30), spec.App.ReadyTimeout);
        Assert.Equal(15, spec.App.StopSignal);
        Assert.Equal(TimeSpan.FromSeconds(25), spec.App.StopTimeout);
        Assert.Equal(default, spec.App.DrainDelay);
        Assert.Equal(RestartRule.Always, spec.App.Restart);
        Assert.Equal((10, TimeSpan.FromSeconds(60)), (spec.App.MaxRestarts, spec.App.RestartWindow));
        Assert.Null(spec.App.User);
        Assert.Null(spec.App.WorkingDirectory);
        Assert.Equal(9615, spec.Admin?.Port);
        Assert.Null(spec.SocketPath);
        Assert.False(spec.SocketOff);
        Assert.Equal(TimeSpan.FromSeconds(30), spec.TerminationGrace);
        Assert.False(spec.Telemetry);
    }

    [Fact]
    public void Flag_wins_over_environment_over_file_over_default()
    {
        var input = Inputs.Of("x") with
        {
            File = Inputs.Config(
                (Settings.Workers, "1"), (Settings.StopTimeout, "1s"), (Settings.ReadyTimeout, "1s"),
                (Settings.Admin, ":1")),
        };
        input = Inputs.Env(input, ("PM1_WORKERS", "2"), ("PM1_STOP_TIMEOUT", "2s"), ("PM1_ADMIN", ":2"));
        input = Inputs.Flag(input, (Settings.Workers, "3"), (Settings.Admin, ":3"));
        var spec = Ok(input);
        Assert.Equal(3, spec.App.Workers.Offset);
        Assert.Equal(TimeSpan.FromSeconds(2), spec.App.StopTimeout);
        Assert.Equal(TimeSpan.FromSeconds(1), spec.App.ReadyTimeout);
        Assert.Equal(3, spec.Admin?.Port);
    }

    [Fact]
    public void Web_concurrency_counts_below_PM1_WORKERS_and_above_a_file()
    {
        var input = Inputs.Of("x") with { File = Inputs.Config((Settings.Workers, "1")) };
        Assert.Equal(2, Ok(Inputs.Env(input, ("WEB_CONCURRENCY", "2"))).App.Workers.Offset);
        Assert.Equal(3, Ok(Inputs.Env(input, ("WEB_CONCURRENCY", "2"), ("PM1_WORKERS", "3"))).App.Workers.Offset);
    }

    [Fact]
    public void Empty_variable_is_not_written() =>
        Assert.Equal(100, Ok(Inputs.Env(Inputs.Of("x"), ("PM1_WORKERS", ""))).App.Workers.Percent);

    [Fact]
    public void Kubernetes_own_variable_of_a_service_named_pm1_is_not_a_port() =>
        Assert.Empty(Ok(Inputs.Env(Inputs.Of("x"), ("PM1_PORT", "tcp://10.96.0.7:80"))).App.Ports);

    [Fact]
    public void Lists_in_variables_are_split()
    {
        var spec = Ok(Inputs.Env(Inputs.Of("x"), ("PM1_PORT", "3000, udp:53"), ("PM1_ENV", "A=1, 2\nB=x=y\n")));
        Assert.Equal([new PortName(Transport.Tcp, 3000), new PortName(Transport.Udp, 53)], spec.App.Ports);
        Assert.Equal([new("A", "1, 2"), new("B", "x=y")], spec.App.Environment);
    }

    [Fact]
    public void Environment_of_workers_adds_up_with_the_flag_last()
    {
        var input = Inputs.Of("x") with { File = Inputs.Config((Settings.Env, "A=file")) };
        var spec = Ok(Inputs.Flag(input, (Settings.Env, "A=flag")));
        Assert.Equal([new("A", "file"), new("A", "flag")], spec.App.Environment);
    }

    [Fact]
    public void Drain_delay_is_longer_in_Kubernetes()
    {
        var spec = Ok(Inputs.Env(Inputs.Of("x"), ("KUBERNETES_SERVICE_HOST", "10.0.0.1")));
        Assert.Equal(new DelayRange(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15)), spec.App.DrainDelay);
    }

    [Theory]
    [InlineData("45", 45)]
    [InlineData("1m", 60)]
    public void Termination_grace_may_be_plain_seconds(string text, int seconds) =>
        Assert.Equal(seconds, Ok(Inputs.Env(Inputs.Of("x"), ("PM1_TERMINATION_GRACE", text))).TerminationGrace.TotalSeconds);

    [Fact]
    public void Listening_or_inherited_sockets_make_auto_pass_them_on()
    {
        Assert.Equal(ShareMode.Fd, Ok(Inputs.Flag(Inputs.Of("x"), (Settings.Listen, ":80"))).App.Share);
        Assert.Equal(ShareMode.Fd, Ok(Inputs.Of("x") with { InheritedSockets = true }).App.Share);
        Assert.Equal(
            ShareMode.Bind, Ok(Inputs.Flag(Inputs.Of("x") with { InheritedSockets = true }, (Settings.Share, "bind"))).App.Share);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4317", "", true)]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "http://c:4317", "false", true)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4317", "TRUE", false)]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "", "", false)]
    [InlineData("OTEL_SERVICE_NAME", "x", "", false)]
    public void Telemetry_is_on_when_an_endpoint_is_named(string name, string value, string disabled, bool on) =>
        Assert.Equal(on, Ok(Inputs.Env(Inputs.Of("x"), (name, value), ("OTEL_SDK_DISABLED", disabled))).Telemetry);

    [Fact]
    public void Doors_can_be_closed()
    {
        var spec = Ok(Inputs.Flag(Inputs.Of("x"), (Settings.Admin, "off"), (Settings.Socket, "off")));
        Assert.Null(spec.Admin);
        Assert.True(spec.SocketOff);
        Assert.Null(spec.SocketPath);
    }

    [Fact]
    public void User_is_looked_up()
    {
        var user = new UserSpec(1000, 1000, [4]);
        var input = Inputs.Flag(Inputs.Of("x"), (Settings.User, "node")) with { FindUser = name => name == "node" ? user : null };
        Assert.Equal(user, Ok(input).App.User);
    }

    [Theory]
    [InlineData("/usr/bin/node", "node")]
    [InlineData("./my app!", "my-app-")]
    [InlineData("/", "app")]
    public void Name_defaults_to_the_program(string command, string name) => Assert.Equal(
        name, Ok(Inputs.Of(command)).App.Name);

    private static InitSpec Ok(SpecInput input)
    {
        var outcome = SpecBuilder.Build(input);
        Assert.Empty(outcome.Problems);
        return outcome.Spec!;
    }
}
