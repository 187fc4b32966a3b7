using LeanRx.Connections.Internal;
using LeanRx.Protocol;

namespace LeanRx.Conversations.Internal;

// S89
/// <summary>
/// The chat room that this login is in, at most one. A server keeps the place for 30 minutes after a drop; one that was restarted meanwhile knows of no
/// place any more. So the client enters again by itself, which changes nothing where the place was kept. From any thread.
/// </summary>
internal sealed class RoomRejoin(ISession session)
{
    static readonly TimeSpan Window = TimeSpan.FromMinutes(30);

    readonly object _lock = new();
    string? _roomId;
    DateTimeOffset? _lostAt;

    /// <summary>This room is the one to be in, from the moment at which it was asked for: whatever room was before is not gone back to.</summary>
    public void Enter(string roomId)
    {
        lock (_lock)
            _roomId = roomId;
    }

    public void Leave(string roomId)
    {
        lock (_lock)
        {
            if (_roomId == roomId)
                _roomId = null;
        }
    }

    public void OnLost()
    {
        lock (_lock)
            _lostAt ??= session.Options.Scheduler.Now;
    }

    public void OnOpened(bool isReconnect)
    {
        string? roomId;
        lock (_lock)
        {
            if (!isReconnect || session.Options.Scheduler.Now - _lostAt >= Window)
                _roomId = null;
            _lostAt = null;
            roomId = _roomId;
        }
        if (roomId is not null)
            _ = ReturnAsync(roomId);
    }

    bool IsIn(string roomId)
    {
        lock (_lock)
            return _roomId == roomId;
    }

    async Task ReturnAsync(string roomId)
    {
        try
        {
            string[] self = [session.Options.ClientId];
            var signature = await session.SignAsync(SignatureAction.Add, roomId, self, CancellationToken.None).ConfigureAwait(false);
            if (!IsIn(roomId))
                return;
            var command = new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = roomId, Members = self, Signature = signature };
            await session.RecoverAsync(command, repeatable: false).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ConnectionLostException or ClientClosedException)
        {
            // The next login tries again, or there is none.
        }
        catch (Exception exception)
        {
            session.Report(new Fault(FaultKind.Server, $"Could not go back to the chat room {roomId} after the drop: {exception.Message}", exception));
        }
    }
}
