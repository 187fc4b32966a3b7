using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace LeanRx.Interop;

/// <summary>
/// What stands in front of the server as a proxy does in production. With a certificate it takes TLS and says so to the server; without one it only hands on,
/// to be cut off when somebody's network is to fail.
/// </summary>
public sealed class Front : IAsyncDisposable
{
    static readonly byte[] EndOfHead = "\r\n\r\n"u8.ToArray();

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _closing = new();
    readonly ConcurrentBag<Task> _served = [];
    readonly Lock _lock = new();
    CancellationTokenSource? _passage = new();
    readonly Func<Uri> _server;
    readonly X509Certificate2? _certificate;
    readonly Task _accepting;

    public Front(Func<Uri> server, X509Certificate2? certificate = null)
    {
        _server = server;
        _certificate = certificate;
        _listener.Start();
        Url = new($"{(certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");
        _accepting = AcceptAsync();
    }

    public Uri Url { get; }

    /// <summary>Cuts all connections without a word; until <see cref="Resume"/> new ones are cut at once.</summary>
    public void Pause()
    {
        lock (_lock)
        {
            _passage?.Cancel();
            _passage = null;
        }
    }

    public void Resume()
    {
        lock (_lock)
            _passage ??= new();
    }

    /// <summary>Cuts all connections without a word, and takes no more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_closing.IsCancellationRequested)
            return;
        await _closing.CancelAsync();
        // Who would still accept finds a listener that listens.
        await _accepting;
        _listener.Dispose();
        await Task.WhenAll(_served);
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
                _served.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_closing.Token)));
        }
        catch (Exception exception) when (_closing.IsCancellationRequested
            && exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The front is closed, and its socket may have ended before the token was seen.
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token, Passage());
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            try
            {
                client.NoDelay = true;
                await using var near = await SecureAsync(client.GetStream(), over.Token);
                await server.ConnectAsync(IPAddress.Loopback, _server().Port, over.Token);
                await using var far = server.GetStream();
                Task[] ways = [ForwardAsync(near, far, over.Token), far.CopyToAsync(near, over.Token)];
                await Task.WhenAny(ways);
                await over.CancelAsync();
                await Task.WhenAll(ways);
            }
            catch (Exception exception) when (exception is IOException or SocketException or AuthenticationException or OperationCanceledException)
            {
                // One side went away; the other is told by the end of its connection.
            }
        }
    }

    CancellationToken Passage()
    {
        lock (_lock)
            return _passage?.Token ?? new CancellationToken(canceled: true);
    }

    async Task<Stream> SecureAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (_certificate is null)
            return stream;
        var secured = new SslStream(stream);
        await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, cancellationToken);
        return secured;
    }

    async Task ForwardAsync(Stream near, Stream far, CancellationToken cancellationToken)
    {
        if (_certificate is not null)
            await far.WriteAsync(await ReadHeadAsync(near, cancellationToken), cancellationToken);
        await near.CopyToAsync(far, cancellationToken);
    }

    // Each request has a connection of its own, so that each says by what it came. A WebSocket keeps its connection.
    static async Task<byte[]> ReadHeadAsync(Stream near, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        var length = 0;
        int end;
        do
        {
            var read = await near.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                throw new IOException("The connection ended within the head of a request.");
            length += read;
        }
        while ((end = buffer.AsSpan(0, length).IndexOf(EndOfHead)) < 0);

        var lines = Encoding.Latin1.GetString(buffer, 0, end).Split("\r\n").ToList();
        if (!lines.Exists(line => line.StartsWith("Upgrade:", StringComparison.OrdinalIgnoreCase)))
        {
            lines.RemoveAll(line => line.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase));
            lines.Add("Connection: close");
        }
        lines.Add("X-Forwarded-Proto: https");
        return [.. Encoding.Latin1.GetBytes(string.Join("\r\n", lines)), .. buffer.AsSpan(end, length - end)];
    }
}
