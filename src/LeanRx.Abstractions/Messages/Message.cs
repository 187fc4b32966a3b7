using System.Text.Json.Serialization;
using LeanRx.Common.Internal;
using LeanRx.Messages.Internal;

namespace LeanRx;

/// <summary>A message that is sent or was received.</summary>
/// <remarks>
/// The type of the object is the kind of the message: filter a stream with <c>OfType&lt;ImageMessage&gt;()</c>. Of the properties below only the mentions are
/// sent; the server sets all others.
/// </remarks>
public abstract record Message
{
    string _id = "";
    string _conversationId = "";
    string _from = "";
    long _timestamp;
    MessageMarks? _marks;
    bool _isTransient;
    bool _mentionsEveryone;
    IReadOnlyList<string> _mentionedClientIds = [];

    private protected Message()
    {
    }

    /// <summary>The id that the server assigned.</summary>
    /// <value>Empty before the message is sent.</value>
    [JsonIgnore]
    public string Id
    {
        get => _id;
        init => _id = value;
    }

    /// <summary>The id of the conversation that the message belongs to.</summary>
    [JsonIgnore]
    public string ConversationId
    {
        get => _conversationId;
        init => _conversationId = value;
    }

    /// <summary>The client id of the sender.</summary>
    /// <remarks>It is the receiving client's own id if the message was sent from another of its devices.</remarks>
    [JsonIgnore]
    public string From
    {
        get => _from;
        init => _from = value;
    }

    // S70
    /// <summary>When the server accepted the message, with a precision of one millisecond.</summary>
    /// <remarks>Together with <see cref="Id"/> it is the position in the conversation's history.</remarks>
    [JsonIgnore]
    public DateTimeOffset Timestamp
    {
        get => UnixTime.ToTime(_timestamp);
        init => _timestamp = value.ToUnixTimeMilliseconds();
    }

    // S144
    /// <summary>Whether the message is transient: delivered only to clients that are online, and not stored.</summary>
    [JsonIgnore]
    public bool IsTransient
    {
        get => _isTransient;
        init => _isTransient = value;
    }

    /// <summary>When the message was delivered to the other member.</summary>
    /// <remarks>Set only in the history of two-person conversations.</remarks>
    /// <value>Null when unknown.</value>
    [JsonIgnore]
    public DateTimeOffset? DeliveredAt
    {
        get => UnixTime.ToTimeOrNull(_marks?.DeliveredAt ?? 0);
        init => _marks = MessageMarks.Of(UnixTime.OfOrZero(value), _marks?.ReadAt ?? 0, UpdatedAtMilliseconds);
    }

    /// <summary>When the other member read the message.</summary>
    /// <remarks>Set only in the history of two-person conversations.</remarks>
    /// <value>Null when unknown.</value>
    [JsonIgnore]
    public DateTimeOffset? ReadAt
    {
        get => UnixTime.ToTimeOrNull(_marks?.ReadAt ?? 0);
        init => _marks = MessageMarks.Of(_marks?.DeliveredAt ?? 0, UnixTime.OfOrZero(value), UpdatedAtMilliseconds);
    }

    /// <summary>When the message was last edited.</summary>
    /// <value>Null if it never was.</value>
    [JsonIgnore]
    public DateTimeOffset? UpdatedAt
    {
        get => UnixTime.ToTimeOrNull(UpdatedAtMilliseconds);
        init => _marks = MessageMarks.Of(_marks?.DeliveredAt ?? 0, _marks?.ReadAt ?? 0, UnixTime.OfOrZero(value));
    }

    /// <summary>The client ids that the message mentions.</summary>
    /// <value>Default: empty.</value>
    [JsonIgnore]
    public IReadOnlyList<string> MentionedClientIds
    {
        get => _mentionedClientIds;
        init => _mentionedClientIds = value;
    }

    /// <summary>Whether the message mentions everybody in the conversation.</summary>
    /// <value>Default: false.</value>
    [JsonIgnore]
    public bool MentionsEveryone
    {
        get => _mentionsEveryone;
        init => _mentionsEveryone = value;
    }

    /// <summary>Fills in what came with the body, before anybody else has seen the message: a copy of the record would cost as much as the message.</summary>
    internal void Stamp(in MessageEnvelope envelope)
    {
        _id = envelope.Id;
        _conversationId = envelope.ConversationId;
        _from = envelope.From;
        _timestamp = envelope.Timestamp;
        _marks = MessageMarks.Of(envelope.DeliveredAt, envelope.ReadAt, envelope.UpdatedAt);
        _isTransient = envelope.IsTransient;
        _mentionsEveryone = envelope.MentionsEveryone;
        if (envelope.MentionedClientIds is not null)
            _mentionedClientIds = envelope.MentionedClientIds;
    }

    internal long TimestampMilliseconds => _timestamp;

    internal long UpdatedAtMilliseconds => _marks?.UpdatedAt ?? 0;
}
