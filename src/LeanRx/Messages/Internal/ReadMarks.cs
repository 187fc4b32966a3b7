using LeanRx.Protocol;

namespace LeanRx.Internal;

/// <summary>
/// Tells the server what was read (protocol.md §4.12). It does not answer, so a mark made while there is no connection is kept, the last one of each
/// conversation, and sent with the next login.
/// </summary>
internal sealed class ReadMarks(ISession session, SerialGate gate)
{
    readonly Dictionary<string, ReadMark> _waiting = new(StringComparer.Ordinal);
    bool _isOpen;

    public void Add(ReadMark mark) => gate.Post(this, mark, static (marks, mark) => marks.Take(mark));

    public void OnOpened()
    {
        _isOpen = true;
        if (_waiting.Count == 0)
            return;
        Send([.. _waiting.Values]);
        _waiting.Clear();
    }

    public void OnLost() => _isOpen = false;

    void Take(ReadMark mark)
    {
        if (_isOpen)
            Send([mark]);
        else
            _waiting[mark.ConversationId] = mark;
    }

    void Send(IReadOnlyList<ReadMark> marks) => session.Post(new ReadFrame { PeerId = session.Options.ClientId, Marks = marks });
}
