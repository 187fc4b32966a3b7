using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LeanRx.Cli.Tests.Exporting;

/// <summary>The fake on a port of its own, for processes; the bytes of files too.</summary>
sealed class FakeCloudHost : IAsyncDisposable
{
    readonly HttpListener _listener = new();
    readonly Task _serving;

    public FakeCloudHost(Func<string, FakeCloud> cloud)
    {
        Url = new Uri($"http://127.0.0.1:{FreePort()}/");
        Cloud = cloud($"{Url}bytes/");
        _listener.Prefixes.Add(Url.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Url { get; }

    public FakeCloud Cloud { get; }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                Answer(await _listener.GetContextAsync());
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or IOException)
            {
                continue; // The asking process is gone, or the test is over.
            }
        }
    }

    void Answer(HttpListenerContext context)
    {
        var request = context.Request;
        if (request.Url!.AbsolutePath.StartsWith("/bytes/", StringComparison.Ordinal))
        {
            Write(context.Response, Cloud.Tables.Contents[request.Url.Segments[^1]]);
            return;
        }
        var (answer, _) = Cloud.Ask(request.Url, request.Headers["X-LC-Id"], request.Headers["X-LC-Key"]);
        if (answer is null)
        {
            context.Response.Abort();
            return;
        }
        context.Response.StatusCode = (int)answer.Status;
        if (answer.RetryAfter is { } wait)
            context.Response.Headers["Retry-After"] = wait.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        Write(context.Response, answer.Body);
    }

    static void Write(HttpListenerResponse response, byte[] body)
    {
        response.ContentLength64 = body.Length;
        response.OutputStream.Write(body);
        response.Close();
    }

    static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
