using LeanRx.Transport.Internal;
using Websocket.Client;
using static LeanRx.Tests.Transport.Framing.ServerFrames;

namespace LeanRx.Tests.Transport.Framing;

/// <summary>How many writes messages leave in, and what becomes of those that cannot.</summary>
public class FramedSendingTests
{
    static readonly WebsocketClient Queue = new(new Uri("ws://nowhere/"));

    static string[] Words(ScriptedStream stream) =>
        [.. stream.Writes.Select(write => string.Join(", ", MaskedFrames.Of(write).Select(frame => frame.InWords())))];

    static FramedWebSocket Socket(ScriptedStream stream) => new(stream, default, null, 1000, new Deaf());

    [Fact]
    public void A_message_that_is_alone_leaves_in_the_call()
    {
        using var stream = new ScriptedStream([]);
        using var socket = Socket(stream);
        socket.Post(Queue, Bytes("one"), isText: true, isAlone: true);
        socket.Post(Queue, Bytes("two"), isText: true, isAlone: true);
        Assert.Equal(["text one", "text two"], Words(stream));
    }

    [Fact]
    public async Task Messages_that_are_posted_before_their_turn_leave_in_one_write()
    {
        using var stream = new ScriptedStream([]);
        using var socket = Socket(stream);
        socket.Post(Queue, Bytes("one"), isText: true);
        socket.Post(Queue, Bytes("\u0002"), isText: false);
        socket.Post(Queue, Bytes("three"), isText: true);
        Assert.Empty(stream.Writes);
        await TakeTurnAsync(socket);
        Assert.Equal(["text one, binary 02, text three"], Words(stream));
    }

    [Fact]
    public async Task What_is_posted_while_a_write_runs_leaves_in_the_next_one()
    {
        var holding = new TaskCompletionSource();
        using var stream = new ScriptedStream([]) { Holding = holding.Task };
        using var socket = Socket(stream);
        socket.Post(Queue, Bytes("one"), isText: true);
        var turn = TakeTurnAsync(socket);
        socket.Post(Queue, Bytes("two"), isText: true);
        socket.Post(Queue, Bytes("three"), isText: true, isAlone: true);
        Assert.Equal(["text one"], Words(stream));
        holding.SetResult();
        await turn;
        Assert.Equal(["text one", "text two, text three"], Words(stream));
    }

    [Fact]
    public async Task The_close_frame_is_behind_everything_and_nothing_is_behind_it()
    {
        using var stream = new ScriptedStream([]);
        using var socket = Socket(stream);
        socket.Post(Queue, Bytes("one"), isText: true);
        socket.BeginClose();
        socket.Post(Queue, Bytes("late"), isText: true);
        socket.BeginClose();
        await TakeTurnAsync(socket);
        Assert.Equal(["text one, close 1000"], Words(stream));
    }

    [Fact]
    public void A_write_that_fails_costs_the_connection_and_throws_at_nobody()
    {
        using var stream = new ScriptedStream([]) { IsBroken = true };
        using var socket = Socket(stream);
        socket.Post(Queue, Bytes("one"), isText: true, isAlone: true);
        Assert.False(stream.CanRead);
    }

    [Fact]
    public async Task A_server_that_pings_and_never_reads_gets_its_last_ping_answered_and_costs_no_memory()
    {
        var holding = new TaskCompletionSource();
        byte[] pings = [.. Enumerable.Range(0, 5000).SelectMany(index => Ping($"{index:D120}"))];
        using var stream = new ScriptedStream(pings) { Holding = holding.Task, StaysOpen = true };
        using var socket = Socket(stream);
        var paused = socket.ReceiveAsync(new byte[16 * 1024].AsMemory(), CancellationToken.None).AsTask();
        SpinWait.SpinUntil(() => stream.IsAtEnd);
        holding.SetResult();
        SpinWait.SpinUntil(() => Pongs(stream).LastOrDefault() == $"{4999:D120}", TimeSpan.FromSeconds(30));
        Assert.Equal($"{4999:D120}", Pongs(stream)[^1]);
        Assert.InRange(Pongs(stream).Length, 2, 400);
        Assert.False(paused.IsCompleted);
    }

    static string[] Pongs(ScriptedStream stream)
    {
        byte[] written;
        lock (stream.Writes)
            written = [.. stream.Writes.SelectMany(write => write)];
        return [.. MaskedFrames.Of(written).Select(frame => System.Text.Encoding.UTF8.GetString(frame.Payload))];
    }

    static Task TakeTurnAsync(FramedWebSocket socket) =>
        socket.SendAsync(ReadOnlyMemory<byte>.Empty, System.Net.WebSockets.WebSocketMessageType.Text, true, CancellationToken.None).AsTask();

    sealed class Deaf : IWebSocketWatcher
    {
        public void OnOpened()
        {
        }

        public void OnPaused()
        {
        }

        public void OnReceiving(long size, bool isText)
        {
        }

        public void OnMessage(ReadOnlyMemory<byte> payload, bool isText)
        {
        }

        public void OnDiscarded(long size, bool isText)
        {
        }

        public void OnClosed(TransportClose close)
        {
        }
    }
}
