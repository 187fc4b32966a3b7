using LeanRx.Transport.Internal;
using LeanRx.Transport.Sockets.Internal;
using static LeanRx.Tests.Transport.Framing.ServerFrames;

namespace LeanRx.Transport.Sockets.Tests;

/// <summary>Who waits lends the connection no buffer.</summary>
public class IdleReadTests
{
    [Fact]
    public async Task Between_messages_nothing_is_lent_and_inside_of_one_as_much_as_has_come()
    {
        var stream = new AskedStream();
        using var sender = new FrameSender(stream, static sender => sender.TakeTurnAsync());
        var told = new List<string>();
        var reader = new PayloadReader(stream, sender, 1 << 20, new Notes(told));
        var reading = reader.RunAsync([]);

        Assert.Equal((0, 0), (await stream.AskedAsync(), reader.Held));
        stream.Give(Text("one"));
        Assert.Equal((0, 0), (await stream.AskedAsync(), reader.Held));
        stream.Give(Text("two", isFinal: false));
        Assert.Equal((0, 8 * 1024), (await stream.AskedAsync(), reader.Held));
        stream.Give(Continuation("three"));
        Assert.Equal((0, 0), (await stream.AskedAsync(), reader.Held));
        stream.Give(Close(1000));
        await reading;

        Assert.Equal(["paused", "Payload 3", "paused", "paused", "Receiving 3", "Payload 8", "paused"], told);
        Assert.Equal(0, reader.Held);
    }

    sealed class Notes(List<string> told) : IPayloadOwner
    {
        public void OnPayload(TransportEvent what) => told.Add($"{what.Kind} {what.Size}");

        public void OnPause() => told.Add("paused");
    }

    /// <summary>Answers a read of no bytes when there is something, and says that somebody waits.</summary>
    sealed class AskedStream : MemoryStream
    {
        readonly System.Threading.Channels.Channel<int> _asked = System.Threading.Channels.Channel.CreateUnbounded<int>();
        byte[] _given = [];
        TaskCompletionSource<int> _waiting = new();

        public async Task<int> AskedAsync() => await _asked.Reader.ReadAsync(TestContext.Current.CancellationToken);

        public void Give(byte[] bytes)
        {
            _given = bytes;
            var waiting = _waiting;
            _waiting = new TaskCompletionSource<int>();
            waiting.SetResult(0);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_given.Length == 0)
                return WaitAsync(buffer.Length, _waiting.Task);
            var count = Math.Min(buffer.Length, _given.Length);
            _given.AsMemory(0, count).CopyTo(buffer);
            _given = _given[count..];
            return new ValueTask<int>(count);
        }

        /// <summary>That it is asked is said once whoever asks has been given the task.</summary>
        async ValueTask<int> WaitAsync(int length, Task<int> waiting)
        {
            await Task.Yield();
            _asked.Writer.TryWrite(length);
            return await waiting;
        }
    }
}
