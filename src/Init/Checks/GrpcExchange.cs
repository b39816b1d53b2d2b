using System.Net;
using System.Net.Http.Headers;
using Init.Core.Spec;

namespace Init.Checks;

/// <summary>grpc.health.v1.Health/Check over HTTP/2 without TLS, see doc/health-checking.md of github.com/grpc/grpc.
/// Two messages of one field each need no library.</summary>
internal sealed class GrpcExchange : IExchange
{
    private const int PrefixBytes = 5;
    private const int AnswerBytesMax = 1024;
    private const byte ServiceField = 0x0A;
    private const byte StatusField = 0x08;

    public async Task<string> AskAsync(CheckSpec check, Stream connection, CancellationToken timeout)
    {
        using var http = new SocketsHttpHandler
        {
            ConnectCallback = (_, _) => ValueTask.FromResult(connection),
            MaxConnectionsPerServer = 1,
            EnableMultipleHttp2Connections = false,
            UseProxy = false,
            AllowAutoRedirect = false,
        };
        using var client = new HttpMessageInvoker(http);
        using var request = new HttpRequestMessage(HttpMethod.Post, Target(check))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Message(check.Path)),
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("pm1-check", null));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        try
        {
            using var response = await client.SendAsync(request, timeout);
            return await ReadAsync(response, timeout);
        }
        catch (HttpRequestException)
        {
            return "the answer is not gRPC";
        }
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken timeout)
    {
        var body = new byte[AnswerBytesMax];
        await using var stream = await response.Content.ReadAsStreamAsync(timeout);
        var count = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, timeout);
        var status = response.TrailingHeaders.TryGetValues("grpc-status", out var late) ? late.First()
            : response.Headers.TryGetValues("grpc-status", out var early) ? early.First() : "";
        return status switch
        {
            "0" => Serving(body.AsSpan(0, count)),
            "5" => "the service is not known there",
            "12" => "the health service is not implemented there",
            _ when (int)response.StatusCode != 200 => $"status {(int)response.StatusCode}",
            _ when status.Length is > 0 and <= 2 && status.All(char.IsAsciiDigit) => $"gRPC status {status}",
            _ => "the answer is not gRPC",
        };
    }

    /// <summary>HealthCheckResponse: the status is field 1; a message without it says UNKNOWN.</summary>
    private static string Serving(ReadOnlySpan<byte> framed)
    {
        var value = framed.Length >= PrefixBytes + 2 && framed[0] == 0 && framed[PrefixBytes] == StatusField
            ? framed[PrefixBytes + 1] : 0;
        return value switch
        {
            1 => "",
            2 => "NOT_SERVING",
            3 => "SERVICE_UNKNOWN",
            _ => "UNKNOWN",
        };
    }

    /// <summary>HealthCheckRequest: the service's name is field 1, behind gRPC's five bytes: not compressed, and how
    /// long it is.</summary>
    private static byte[] Message(string service)
    {
        // Names are at most 1,024 ASCII characters: two bytes hold the length.
        var name = service.Select(c => (byte)c);
        byte[] field = service.Length == 0 ? []
            : service.Length < 128 ? [ServiceField, (byte)service.Length, .. name]
            : [ServiceField, (byte)(service.Length & 0x7F | 0x80), (byte)(service.Length >> 7), .. name];
        return [0, 0, 0, (byte)(field.Length >> 8), (byte)field.Length, .. field];
    }

    private static Uri Target(CheckSpec check) =>
        new UriBuilder(Uri.UriSchemeHttp, check.Host, check.Port, "/grpc.health.v1.Health/Check").Uri;
}
