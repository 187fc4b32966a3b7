using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LeanRx.Transport.Internal;

namespace LeanRx.Tests.Transport;

public class CoalescingStreamTests
{
    readonly SendLedger _ledger = new();
    readonly RecordingStream _inner = new();

    void Post(int count)
    {
        for (var i = 0; i < count; i++)
            _ledger.Post(0, isText: true, static _ => true);
    }

    async Task WriteNextAsync(Stream stream, int length)
    {
        _ledger.Take();
        await stream.WriteAsync(Enumerable.Repeat((byte)length, length).ToArray());
        _ledger.Finish();
    }

    [Fact]
    public async Task A_message_with_nothing_behind_it_is_written_at_once()
    {
        await using var stream = new CoalescingStream(_inner, _ledger, static () => { });
        Post(1);
        await WriteNextAsync(stream, 10);
        Assert.Equal([10], _inner.Writes);
    }

    [Fact]
    public async Task Messages_that_are_queued_together_leave_in_one_write()
    {
        await using var stream = new CoalescingStream(_inner, _ledger, static () => { });
        Post(3);
        await WriteNextAsync(stream, 10);
        await WriteNextAsync(stream, 20);
        Assert.Empty(_inner.Writes);
        await WriteNextAsync(stream, 30);
        Assert.Equal([60], _inner.Writes);
        Assert.Equal([.. Enumerable.Repeat((byte)10, 10), .. Enumerable.Repeat((byte)20, 20), .. Enumerable.Repeat((byte)30, 30)], _inner.Written);
    }

    [Fact]
    public async Task What_is_held_back_stays_bounded()
    {
        await using var stream = new CoalescingStream(_inner, _ledger, static () => { });
        Post(1000);
        for (var i = 0; i < 1000; i++)
            await WriteNextAsync(stream, 200);
        Assert.Equal(200_000, _inner.Writes.Sum());
        Assert.InRange(_inner.Writes.Max(), 0, 16 * 1024 + 200);
        Assert.Equal(13, _inner.Writes.Count);
    }

    [Fact]
    public async Task A_large_message_follows_what_was_held_back()
    {
        await using var stream = new CoalescingStream(_inner, _ledger, static () => { });
        Post(2);
        await WriteNextAsync(stream, 100);
        _ledger.Take();
        await stream.WriteAsync(new byte[100_000]);
        Assert.Equal([100, 100_000], _inner.Writes);
    }

    [Fact]
    public async Task A_close_frame_takes_what_was_held_back_along()
    {
        await using var stream = new CoalescingStream(_inner, _ledger, static () => { });
        Post(2);
        await WriteNextAsync(stream, 100);
        _ledger.BeginClose();
        await stream.WriteAsync(new byte[6]);
        Assert.Equal([106], _inner.Writes);
    }

    [Fact]
    public async Task A_write_that_fails_fails_for_the_writer()
    {
        await using var stream = new CoalescingStream(_inner, _ledger, static () => { });
        Post(2);
        await WriteNextAsync(stream, 100);
        _inner.Failure = new IOException("gone");
        Assert.Same(_inner.Failure, await Assert.ThrowsAsync<IOException>(() => WriteNextAsync(stream, 100)));
    }

    [Fact]
    public async Task After_a_read_that_was_filled_the_next_takes_all_there_is_and_serves_small_reads_from_it()
    {
        _inner.Incoming = new MemoryStream([.. Enumerable.Range(0, 500).Select(i => (byte)i)]);
        await using var stream = new CoalescingStream(_inner, _ledger, static () => { });
        var read = new List<byte>();
        var buffer = new byte[7];
        while (await stream.ReadAsync(buffer.AsMemory()) is var count and > 0)
            read.AddRange(buffer.AsSpan(0, count));
        Assert.Equal(_inner.Incoming.ToArray(), read);
        Assert.Equal(3, _inner.Reads);
    }

    [Fact]
    public async Task TLS_runs_above_it()
    {
        using var key = RSA.Create(2048);
        using var self = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        using var certificate = X509CertificateLoader.LoadPkcs12(self.Export(X509ContentType.Pfx), null);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var accepted = await listener.AcceptTcpClientAsync();
        await using var server = new SslStream(accepted.GetStream());
        await using var secure = new SslStream(new CoalescingStream(client.GetStream(), _ledger, static () => { }), false, static (_, _, _, _) => true);
        await Task.WhenAll(server.AuthenticateAsServerAsync(certificate), secure.AuthenticateAsClientAsync("localhost"));

        Post(50);
        for (var i = 1; i <= 50; i++)
            await WriteNextAsync(secure, i);
        var sent = new byte[1275];
        await server.ReadExactlyAsync(sent);
        await server.WriteAsync(sent);
        var echoed = new byte[1275];
        await secure.ReadExactlyAsync(echoed);
        Assert.Equal(Enumerable.Range(1, 50).SelectMany(i => Enumerable.Repeat((byte)i, i)), echoed);
    }
}
