using System.Text;
using System.Text.RegularExpressions;
using LeanRx.Server.AspNetCore.Sockets.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.AspNetCore.Tests.Sockets;

/// <summary>What one read brings, or one batch, leaves in one write for each socket.</summary>
public sealed class WriteBatchTests : IAsyncLifetime
{
    readonly MessagingEngine _engine = new(new InMemoryMessageStore(), new ServerOptions());

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    async Task<IReadOnlyList<string>> ServeAsync(params byte[][] pieces)
    {
        var transport = new ScriptedTransport(pieces);
        var socket = new ClientSocket(_engine, new FrameCodecs(64), TimeSpan.FromSeconds(5), FrameEncoding.Json, transport, _ => { });
        var connection = socket.Connection = _engine.Connect(socket, new ClientConnectionInfo { Dialect = Dialect.UnreadCountsUntilRead });
        await Assert.ThrowsAsync<EndOfStreamException>(() =>
            new SocketReader(transport, socket, connection, new ReceiveBudget(1 << 20)).RunAsync(CancellationToken.None));
        return transport.Writes;
    }

    static byte[] Frames(params string[] texts) => [.. texts.SelectMany(text => Frame(Encoding.UTF8.GetBytes(text)))];

    static byte[] Frame(byte[] payload) =>
        [0x81, .. payload.Length < 126 ? [(byte)(0x80 | payload.Length)] : new byte[] { 0xFE, (byte)(payload.Length >> 8), (byte)payload.Length },
            0, 0, 0, 0, .. payload];

    [Fact]
    public async Task Commands_of_one_read_are_answered_by_one_write()
    {
        var written = await ServeAsync(Frames([.. Enumerable.Repeat("{}", 40)]), Frames("{}"));
        Assert.Equal([40, 1], written.Select(write => Regex.Count(write, "{}")));
    }

    [Fact]
    public void What_is_queued_within_a_batch_leaves_at_its_end_by_one_write_for_each_socket()
    {
        ScriptedTransport[] transports = [new(), new()];
        var queues = transports.Select(transport => new OutgoingQueue(transport, _engine.OpenBacklog(_ => { }), () => { })).ToArray();
        using (WriteBatch.Begin())
        {
            for (var number = 0; number < 30; number++)
            {
                using var inner = WriteBatch.Begin();
                foreach (var queue in queues)
                    queue.AppendText("{}"u8);
            }
            Assert.Equal([0, 0], transports.Select(transport => transport.Writes.Count));
        }
        Assert.Equal([[30], [30]], transports.Select(transport => transport.Writes.Select(write => Regex.Count(write, "{}"))));
    }
}
