using System.Globalization;

namespace Init.E2E.Harness;

/// <summary>The admin door as a kubelet or a scraper sees it: a new connection for every request.</summary>
internal sealed class Admin(int port)
{
    public int Port => port;

    public async Task<AdminAnswer> Get(string path, string? accept = null)
    {
        using var client = new HttpClient { Timeout = Bound.Answer };
        using var request = new HttpRequestMessage(
            HttpMethod.Get, string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}{path}"));
        request.Headers.ConnectionClose = true;
        if (accept is not null)
        {
            request.Headers.Add("Accept", accept);
        }

        using var response = await client.SendAsync(request);
        return new AdminAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(),
            response.Headers.Concat(response.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The status code, 0 when nobody answers.</summary>
    public async Task<int> Status(string path)
    {
        try
        {
            return (await Get(path)).Status;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return 0;
        }
    }

    public Task<TimeSpan> WaitFor(string path, int status, Func<string> otherwise) =>
        Poll.Until(async () => await Status(path) == status, Bound.Start, () => $"{path} is not {status}: {otherwise()}");
}
