using Init.Core.Spec;
using Xunit;

namespace Init.Core.Tests.Spec;

public sealed class GuardParserTests
{
    [Theory]
    [InlineData("1", 8, 1)]
    [InlineData("3", 2, 2)]
    [InlineData("25%", 8, 2)]
    [InlineData("25%", 5, 2)]
    [InlineData("1%", 3, 1)]
    [InlineData("100%", 1024, 1024)]
    [InlineData("25%", 0, 1)]
    public void Portion_is_rounded_up_and_at_least_one(string text, int whole, int part) =>
        Assert.Equal(part, Portion.Parse(text).Value.Of(whole));

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0%")]
    [InlineData("101%")]
    [InlineData("-1")]
    [InlineData("%")]
    [InlineData("1.5%")]
    public void What_is_no_portion_is_a_fault(string text) => Assert.NotNull(Portion.Parse(text).Fault);

    [Fact]
    public void Canary_is_read()
    {
        Assert.Equal(new Canary(new Portion(10, true), TimeSpan.FromMinutes(1)), Canary.Parse("10% for 60s").Value);
        Assert.Equal(new Canary(new Portion(1, false), TimeSpan.FromSeconds(30)), Canary.Parse("1 for 30s").Value);
    }

    [Theory]
    [InlineData("10%")]
    [InlineData("for 60s")]
    [InlineData("10% for 0s")]
    [InlineData("10% for")]
    [InlineData("0 for 60s")]
    public void What_is_no_canary_is_a_fault(string text) => Assert.NotNull(Canary.Parse(text).Fault);

    [Theory]
    [InlineData("512Mi", 512L << 20)]
    [InlineData("1.5Gi", 3L << 29)]
    [InlineData("200MB", 200_000_000)]
    [InlineData("1048576", 1L << 20)]
    [InlineData("1024Ti", 1L << 50)]
    public void Size_is_read(string text, long bytes) => Assert.Equal(bytes, SizeText.Parse(text).Value);

    [Theory]
    [InlineData("", "is not a size")]
    [InlineData("Mi", "is not a size")]
    [InlineData("-1Mi", "is not a size")]
    [InlineData("1 Mi", "is not a size")]
    [InlineData("0", "is no size at all")]
    [InlineData("0.1", "is no size at all")]
    [InlineData("512M", "may mean two sizes")]
    [InlineData("1025Ti", "is too much")]
    [InlineData("9999999999999999999999Ti", "is too much")]
    [InlineData("99999999999999999999999999999999999", "is not a size")]
    public void What_is_no_size_is_a_fault(string text, string problem) =>
        Assert.Contains(problem, SizeText.Parse(text).Fault?.Problem);

    [Theory]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(612L << 20, "612 MiB")]
    [InlineData(3L << 29, "1.5 GiB")]
    public void Size_is_shown(long bytes, string text) => Assert.Equal(text, SizeText.Of(bytes));

    [Fact]
    public void Memory_limit_is_read()
    {
        Assert.Equal(new MemoryLimit(512L << 20, 0, false), MemoryLimit.Parse("512Mi").Value);
        Assert.Equal(new MemoryLimit(1L << 30, 0, true), MemoryLimit.Parse("pss:1Gi").Value);
        Assert.Equal(500, MemoryLimit.Parse("50%").Value!.Of(1000));
        Assert.Null(MemoryLimit.Parse("50%").Value!.Of(0));
        Assert.Equal(1L << 30, MemoryLimit.Parse("1Gi").Value!.Of(0));
    }

    [Theory]
    [InlineData("512")]
    [InlineData("0%")]
    [InlineData("101%")]
    [InlineData("pss:")]
    [InlineData("uss:1Gi")]
    public void What_is_no_memory_limit_is_a_fault(string text) => Assert.NotNull(MemoryLimit.Parse(text).Fault);

    [Fact]
    public void Exit_codes_are_read() => Assert.Equal([0, 42, 255], ExitCodeList.Parse("0, 42,255").Value!);

    [Theory]
    [InlineData("")]
    [InlineData("256")]
    [InlineData("-1")]
    [InlineData("1,")]
    public void What_is_no_exit_code_is_a_fault(string text) => Assert.NotNull(ExitCodeList.Parse(text).Fault);

    [Theory]
    [InlineData("http://:3000/healthz", CheckKind.Http, "127.0.0.1", 3000, "/healthz")]
    [InlineData("http://localhost:80", CheckKind.Http, "127.0.0.1", 80, "/")]
    [InlineData("http://[::1]:80/a?b=c", CheckKind.Http, "::1", 80, "/a?b=c")]
    [InlineData("tcp://10.0.0.1:5432", CheckKind.Tcp, "10.0.0.1", 5432, "")]
    [InlineData("grpc://:50051", CheckKind.Grpc, "127.0.0.1", 50051, "")]
    [InlineData("grpc://:50051/my.Service", CheckKind.Grpc, "127.0.0.1", 50051, "my.Service")]
    public void Check_is_read(string text, CheckKind kind, string host, int port, string path) =>
        Assert.Equal(new CheckSpec(text, kind, host, port, path, []), CheckSpec.Parse(text).Value! with { Command = [] });

    [Theory]
    [InlineData("exec:/app/check --fast", "/app/check|--fast")]
    [InlineData("exec:sh -c 'a \"b\" && c'", "sh|-c|a \"b\" && c")]
    [InlineData("exec: x  \"\" y", "x||y")]
    public void Check_by_a_command_is_read(string text, string words) =>
        Assert.Equal(words.Split('|'), CheckSpec.Parse(text).Value!.Command);

    [Theory]
    [InlineData("")]
    [InlineData("https://:3000")]
    [InlineData("http://:0/")]
    [InlineData("http://example.com:80/")]
    [InlineData("http://:3000/a b")]
    [InlineData("http://:3000/\r\nX: y")]
    [InlineData("http://3000")]
    [InlineData("http://udp::53/")]
    [InlineData("tcp://:3000/x")]
    [InlineData("exec:")]
    [InlineData("exec:'x")]
    [InlineData("exec:''")]
    public void What_is_no_check_is_a_fault(string text) => Assert.NotNull(CheckSpec.Parse(text).Fault);

    [Theory]
    [InlineData("*.log", "a/b.log", true)]
    [InlineData("*.log", "a/b.logs", false)]
    [InlineData("dist", "src/dist/x.js", true)]
    [InlineData("dist", "distance", false)]
    [InlineData("src/*.js", "src/x.js", true)]
    [InlineData("src/*.js", "src/y/x.js", false)]
    [InlineData("src/**/gen", "src/gen", true)]
    [InlineData("src/**/gen", "src/a/b/gen/x", true)]
    [InlineData("src/**/gen", "lib/gen", false)]
    [InlineData("**", "a", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("dist/", "dist/x", true)]
    public void Pattern_covers_what_it_says(string pattern, string path, bool covers) =>
        Assert.Equal(covers, PathGlob.Parse(pattern).Value!.Covers(path));

    [Fact]
    public void No_pattern_takes_long() =>
        Assert.False(PathGlob.Parse(string.Concat(Enumerable.Repeat("*a", 100)) + "b").Value!.Covers(new string('a', 200)));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public void What_is_no_pattern_is_a_fault(string text) => Assert.NotNull(PathGlob.Parse(text).Fault);
}
