using LeanRx.Common.Internal;
using LeanRx.Conversations.Internal;

namespace LeanRx.Delivery.Internal;

// law 8
/// <summary>
/// Says of a conversation whether messages may be missing, and from where on: up to the last message that came before the connection changed it is whole. Asks
/// for nothing and changes nothing but what it knows. Used inside the gate alone.
/// </summary>
internal sealed class MissedMessagePlanner(ConversationRegistry conversations, RecoveryState state)
{
    Position _origin;
    long _serverTime;
    bool _wentBack;

    public void OnOpened(long? serverTime)
    {
        if (serverTime is not { } time)
            return;
        // Messages that came before the first login are history, not missed.
        if (!_origin.IsKnown)
            _origin = new Position(time, "");
        _wentBack |= time < _serverTime;
        _serverTime = time;
    }

    /// <summary>Whether a message came before the first login.</summary>
    public bool IsHistory(Position message) => !_origin.IsKnown || message.Timestamp <= _origin.Timestamp;

    /// <summary>
    /// Whether something may be missing before a message that comes now; where to look for it. Asked once for each connection: from then on it counts as known.
    /// </summary>
    public bool MayMiss(ConversationSlot slot, out Position from)
    {
        from = default;
        if (slot.Delivery.VerifiedConnection == state.Connection)
            return false;
        NoteWhole(slot);
        from = WholeOf(slot);
        return from.IsKnown && state.IsUnsure;
    }

    /// <summary>Whether to look after a service conversation that is subscribed to, of which the server lists nothing by itself.</summary>
    public bool MissesSubscribed(ConversationSlot slot, out Position from)
    {
        from = default;
        if (slot.Delivery.CatchUp is not null || slot.Delivery.VerifiedConnection == state.Connection)
            return false;
        NoteWhole(slot);
        from = WholeOf(slot);
        return from.IsKnown;
    }

    /// <summary>Whether the messages that the server counts as unread may be missing; not from where on when only their number helps.</summary>
    /// <param name="last">The last of them.</param>
    public bool MissesUnread(ConversationSlot slot, Position last, out Position from)
    {
        // Up to the last message that came all is whole; but for what came before the first login, nothing is known of a conversation never heard of.
        if (slot.Delivery.CatchUp is null
            && (state.Connection == 1 || slot.Delivery.WholeUpTo.IsKnown || slot.Delivery.VerifiedConnection != state.Connection))
            slot.Delivery.WholeUpTo = conversations.Last(slot);
        from = WholeOf(slot);
        if (!slot.Delivery.WholeUpTo.IsKnown && from.IsKnown && last.Timestamp < from.Timestamp)
        {
            if (!_wentBack)
                return false;
            // New, though the calendar says that it is old: counted instead.
            from = default;
        }
        // Of a conversation that was never heard of all that is unread may be missing, also when its last message came.
        if (from.IsKnown && conversations.Remembers(slot, last.Id!))
            return false;
        slot.Delivery.VerifiedConnection = state.Connection;
        return true;
    }

    /// <summary>Whether something may be missing of a conversation in which something was said since the login before.</summary>
    /// <param name="last">Its last message.</param>
    public bool MissesListed(ConversationSlot slot, Position last, out Position from)
    {
        from = default;
        // Looked after while the answer was on its way.
        if (slot.Delivery.VerifiedConnection == state.Connection)
            return false;
        NoteWhole(slot);
        from = WholeOf(slot);
        return from.IsKnown && last.Timestamp >= from.Timestamp && !IsHeard(slot, last);
    }

    /// <summary>Where to look for more behind a message of one's own that waits.</summary>
    public Position BehindOwn(ConversationSlot slot) => slot.Delivery.WholeUpTo.IsKnown ? conversations.Last(slot) : Origin;

    /// <summary>Keeps up to where the conversation is whole, before the next message moves its end.</summary>
    public void NoteWhole(ConversationSlot slot)
    {
        slot.Delivery.WholeUpTo = conversations.Last(slot);
        slot.Delivery.VerifiedConnection = state.Connection;
    }

    /// <summary>From where on messages of a conversation may be missing.</summary>
    Position WholeOf(ConversationSlot slot) => slot.Delivery.WholeUpTo.IsKnown ? slot.Delivery.WholeUpTo : Origin;

    /// <summary>
    /// From where on messages may be missing of a conversation of which nothing is remembered: after the first login, and after what came of those that were
    /// forgotten.
    /// </summary>
    Position Origin => _origin.IsKnown && conversations.Forgotten is { IsKnown: true } forgotten ? Position.Later(forgotten, _origin) : _origin;

    /// <summary>Whether a message came to this client. One that it sent itself says nothing about what others sent.</summary>
    bool IsHeard(ConversationSlot slot, Position last) =>
        last.Id is { } id && last.Timestamp <= conversations.Last(slot).Timestamp && conversations.Remembers(slot, id);
}
