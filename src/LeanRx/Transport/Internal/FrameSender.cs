#if NET
using System.Buffers.Binary;
using System.Net.WebSockets;
using LeanRx.Protocol.Framing.Internal;

namespace LeanRx.Transport.Internal;

/// <summary>What is sent over an upgraded connection: it gathers while a write runs, or until its turn comes.</summary>
/// <param name="stream">The connection.</param>
/// <param name="askForTurn">Has <see cref="TakeTurnAsync"/> called, soon.</param>
internal sealed class FrameSender(Stream stream, Action<FrameSender> askForTurn) : IDisposable
{
    /// <summary>With so much unwritten a server gets the answer to its last ping alone, so that its pings cost no memory.</summary>
    const int ManyPongs = 16 * 1024;

    readonly object _lock = new();
    readonly WebSocketFrameWriter _writer = new();
    byte[]? _latePong;

    /// <summary>Whether what is written will leave: it is being written, or waits for its turn.</summary>
    bool _isLeaving;
    bool _isClosing;
    bool _isDisposed;
    TaskCompletionSource? _closeSent;

    /// <summary>Sends a message. From any thread; calls are sent in their order.</summary>
    /// <param name="payload">The message. It is not kept.</param>
    /// <param name="isText">Its type.</param>
    /// <param name="isAlone">Whether no other message is to be expected: it leaves in the call.</param>
    public void Post(ReadOnlySpan<byte> payload, bool isText, bool isAlone)
    {
        lock (_lock)
        {
            if (_isClosing)
                return;
            _writer.Write(isText ? WebSocketOpcode.Text : WebSocketOpcode.Binary, payload);
            if (_isLeaving)
                return;
            _isLeaving = true;
        }
        if (isAlone)
            _ = WriteAsync(untilEmpty: false);
        else
            askForTurn(this);
    }

    /// <summary>Answers a ping.</summary>
    public void Answer(ReadOnlySpan<byte> ping)
    {
        lock (_lock)
        {
            if (_isClosing)
                return;
            if (_writer.Length < ManyPongs)
                _writer.Write(WebSocketOpcode.Pong, ping);
            else
                _latePong = ping.ToArray();
            if (_isLeaving)
                return;
            _isLeaving = true;
        }
        _ = WriteAsync(untilEmpty: true);
    }

    /// <summary>Sends the close frame behind everything else, unless one was sent; completes when it is written, or cannot be.</summary>
    public Task SendCloseAsync(WebSocketCloseStatus status)
    {
        Task sent;
        lock (_lock)
        {
            _closeSent ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            sent = _closeSent.Task;
            if (_isClosing)
                return sent;
            _isClosing = true;
            Span<byte> code = stackalloc byte[sizeof(ushort)];
            BinaryPrimitives.WriteUInt16BigEndian(code, (ushort)status);
            _writer.Write(WebSocketOpcode.Close, code);
            if (_isLeaving)
                return sent;
            _isLeaving = true;
        }
        _ = WriteAsync(untilEmpty: true);
        return sent;
    }

    /// <summary>The turn of what was posted.</summary>
    public Task TakeTurnAsync() => WriteAsync(untilEmpty: true);

    async Task WriteAsync(bool untilEmpty)
    {
        while (TryTake(out var batch))
        {
            try
            {
                await stream.WriteAsync(batch, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception)
            {
                // The reader learns of it from the stream, and tells.
                Dispose();
                continue;
            }
            finally
            {
                WebSocketFrameWriter.GiveBack(batch.Array!);
            }
            if (!untilEmpty && HandsOver())
                return;
        }
    }

    /// <summary>Whoever wrote for himself alone does not go on for others.</summary>
    bool HandsOver()
    {
        lock (_lock)
        {
            if (_writer.Length == 0 || _isClosing)
                return false;
        }
        askForTurn(this);
        return true;
    }

    bool TryTake(out ArraySegment<byte> batch)
    {
        lock (_lock)
        {
            if (_latePong is { } pong && !_isClosing)
                _writer.Write(WebSocketOpcode.Pong, pong);
            _latePong = null;
            batch = _writer.Take();
            if (batch.Count > 0 && !_isDisposed)
                return true;
            WebSocketFrameWriter.GiveBack(batch.Array!);
            _isLeaving = false;
            if (_isClosing)
                _closeSent?.TrySetResult();
            return false;
        }
    }

    /// <summary>Ends the connection; what is not written yet is not.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _isClosing = true;
            _closeSent?.TrySetResult();
            if (!_isLeaving)
                _writer.Dispose();
        }
        stream.Dispose();
    }
}
#endif
