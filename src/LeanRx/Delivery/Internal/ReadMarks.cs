using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;

namespace LeanRx.Delivery.Internal;

// protocol.md §4.12
/// <summary>
/// Tells the server what was read. It does not answer, so a mark made while there is no connection is kept, the last one of each
/// conversation, and sent with the next login; so is one that went out shortly before the connection was lost, for it may have gone nowhere, and one that a
/// server had taken, and was lost before it had kept it. The server takes no harm from hearing it twice.
/// </summary>
internal sealed class ReadMarks(ISession session, ConversationRegistry conversations)
{
    /// <summary>Marks of so many conversations are remembered after they were sent.</summary>
    const int MaxSent = 1024;

    readonly Dictionary<string, ReadMark> _waiting = new(StringComparer.Ordinal);
    readonly Dictionary<string, (ReadMark Mark, TimeSpan DoubtfulUntil)> _sent = new(StringComparer.Ordinal);
    bool _isOpen;

    public void Add(ReadMark mark) => session.Gate.Post(this, mark, static (marks, mark) => marks.Take(mark));

    public void OnOpened()
    {
        _isOpen = true;
        if (_waiting.Count == 0)
            return;
        Send([.. _waiting.Values]);
        _waiting.Clear();
    }

    public void OnLost()
    {
        _isOpen = false;
        Forget();
        foreach (var (mark, _) in _sent.Values)
            _waiting[mark.ConversationId] = mark;
        _sent.Clear();
    }

    /// <summary>What a server had taken lately may be lost with it, though the connection is not.</summary>
    public void OnMissed()
    {
        Forget();
        if (_isOpen && _sent.Count > 0)
            Send([.. _sent.Values.Select(static sent => sent.Mark)]);
    }

    void Take(ReadMark mark)
    {
        var slot = conversations.Slot(mark.ConversationId);
        if (mark is { MessageId: { } id, Timestamp: { } timestamp } ? slot.Unread.Read(new Position(timestamp, id)) : slot.Unread.ReadAll())
            slot.Conversation?.Announce();
        if (_isOpen)
            Send([mark]);
        else
            _waiting[mark.ConversationId] = mark;
    }

    void Send(IReadOnlyList<ReadMark> marks)
    {
        session.Post(new ReadFrame { PeerId = session.Options.ClientId, Marks = marks });
        foreach (var mark in marks)
            Remember(mark);
    }

    /// <summary>
    /// A connection is known to be lost when the server was silent for long: what was sent before that, and a while before the last sign of it, may be lost.
    /// </summary>
    void Remember(ReadMark mark)
    {
        // One that names no message would later mark what came since.
        if (mark.MessageId is null)
            return;
        if (_sent.Count >= MaxSent)
            Forget();
        if (_sent.Count < MaxSent || _sent.ContainsKey(mark.ConversationId))
            _sent[mark.ConversationId] =
                (mark, SessionClock.After(SessionClock.After(session.Clock.Elapsed, session.Options.KeepAliveTimeout), session.Options.CommandTimeout));
    }

    void Forget()
    {
        var now = session.Clock.Elapsed;
        foreach (var mark in _sent.Values.Where(sent => sent.DoubtfulUntil <= now).Select(sent => sent.Mark).ToList())
            _sent.Remove(mark.ConversationId);
    }
}
