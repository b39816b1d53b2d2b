using Init.Checks;
using Init.Core.Spec;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Init.Runtime.Tests.Checks;

public sealed class GrpcExchangeTests
{
    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 8, 1 }, "0", "")]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 8, 2 }, "0", "NOT_SERVING")]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 8, 3 }, "0", "SERVICE_UNKNOWN")]
    [InlineData(new byte[] { 0, 0, 0, 0, 0 }, "0", "UNKNOWN")]
    [InlineData(new byte[] { }, "5", "the service is not known there")]
    [InlineData(new byte[] { }, "12", "the health service is not implemented there")]
    [InlineData(new byte[] { }, "14", "gRPC status 14")]
    [InlineData(new byte[] { }, "", "the answer is not gRPC")]
    public async Task Health_of_a_service_is_asked(byte[] answer, string status, string failure)
    {
        var asked = new List<byte[]>();
        await using var server = await StartAsync(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            asked.Add(body.ToArray());
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(answer);
            if (status.Length > 0)
            {
                context.Response.AppendTrailer("grpc-status", status);
            }
        });
        var result = await MakeAsync(server, "/a.B");
        Assert.Equal((failure, 7), (result.Failure, result.Slot));
        Assert.Equal([0, 0, 0, 0, 5, 0x0A, 3, (byte)'a', (byte)'.', (byte)'B'], Assert.Single(asked));
    }

    [Fact]
    public async Task Long_name_and_no_name_are_encoded_as_protocol_buffers_are()
    {
        var asked = new List<byte[]>();
        await using var server = await StartAsync(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            asked.Add(body.ToArray());
        });
        await MakeAsync(server, "");
        await MakeAsync(server, "/" + new string('x', 300));
        Assert.Equal([0, 0, 0, 0, 0], asked[0]);
        Assert.Equal([0, 0, 0, 1, 47, 0x0A, 0xAC, 0x02, (byte)'x'], asked[1][..9]);
        Assert.Equal(308, asked[1].Length);
    }

    [Fact]
    public async Task What_is_not_found_has_its_status()
    {
        await using var server = await StartAsync(context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        });
        Assert.Equal("status 404", (await MakeAsync(server, "")).Failure);
    }

    [Fact]
    public async Task Server_of_another_protocol_is_not_well()
    {
        using var server = new StubServer("HTTP/1.1 400 Bad Request\r\n\r\n");
        var result = await CheckAttempt.MakeAsync(
            0, CheckSpec.Parse($"grpc://:{server.Port}").Value!, [], TimeSpan.FromSeconds(20));
        Assert.Equal("the answer is not gRPC", result.Failure);
    }

    private static Task<Core.Link.CheckResult> MakeAsync(WebApplication server, string path) => CheckAttempt.MakeAsync(
        0, CheckSpec.Parse($"grpc://:{new Uri(server.Urls.First()).Port}{path}").Value!,
        [CheckAttemptTests.Worker(7, Environment.ProcessId)], TimeSpan.FromSeconds(20));

    private static async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(
            System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        var server = builder.Build();
        server.Run(answer);
        await server.StartAsync();
        return server;
    }
}
