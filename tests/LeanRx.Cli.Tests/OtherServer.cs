using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LeanRx.Cli.Tests;

/// <summary>A web server that is no LeanRx: whatever it is asked, it answers with a page.</summary>
sealed class OtherServer : IDisposable
{
    const string Page = "<html>welcome</html>";

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public static OtherServer Start()
    {
        var server = new OtherServer();
        server._listener.Start();
        server.Url = new Uri($"http://{server._listener.LocalEndpoint}");
        _ = server.AnswerAsync();
        return server;
    }

    public Uri Url { get; private set; } = null!;

    public void Dispose() => _listener.Dispose();

    async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                var stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                while (await reader.ReadLineAsync() is { Length: > 0 })
                {
                    // The head of a request.
                }
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {Page.Length}\r\n" +
                    $"Connection: close\r\n\r\n{Page}"));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException or IOException)
        {
            // The test is over.
        }
    }
}
