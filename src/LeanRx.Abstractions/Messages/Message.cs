using System.Text.Json.Serialization;
using LeanRx.Common.Internal;
using LeanRx.Messages.Internal;

namespace LeanRx;

/// <summary>
/// A message, on its way to the server or from it. What kind it is says its type: filter a stream with <c>OfType&lt;ImageMessage&gt;()</c>. The members below
/// are filled in by the server; a message that is sent needs none of them but the mentions.
/// </summary>
public abstract record Message
{
    string _id = "";
    string _conversationId = "";
    string _from = "";
    long _timestamp;
    long _deliveredAt;
    long _readAt;
    long _updatedAt;
    bool _isTransient;
    bool _mentionsEveryone;
    IReadOnlyList<string> _mentionedClientIds = [];

    private protected Message()
    {
    }

    /// <summary>The id that the server gave; empty before it is sent.</summary>
    [JsonIgnore]
    public string Id
    {
        get => _id;
        init => _id = value;
    }

    /// <summary>The conversation that it belongs to.</summary>
    [JsonIgnore]
    public string ConversationId
    {
        get => _conversationId;
        init => _conversationId = value;
    }

    /// <summary>The client id of the sender. One's own when it was sent from another of one's devices.</summary>
    [JsonIgnore]
    public string From
    {
        get => _from;
        init => _from = value;
    }

    // S70
    /// <summary>When the server took it, to the millisecond. Together with <see cref="Id"/> the position in the conversation's history.</summary>
    [JsonIgnore]
    public DateTimeOffset Timestamp
    {
        get => UnixTime.ToTime(_timestamp);
        init => _timestamp = value.ToUnixTimeMilliseconds();
    }

    // S144
    /// <summary>Whether it was for those online alone and is not stored.</summary>
    [JsonIgnore]
    public bool IsTransient
    {
        get => _isTransient;
        init => _isTransient = value;
    }

    /// <summary>When it reached the other side, as history tells in conversations of two; null when not known.</summary>
    [JsonIgnore]
    public DateTimeOffset? DeliveredAt
    {
        get => UnixTime.ToTimeOrNull(_deliveredAt);
        init => _deliveredAt = UnixTime.OfOrZero(value);
    }

    /// <summary>When the other side read it, as history tells; null when not known.</summary>
    [JsonIgnore]
    public DateTimeOffset? ReadAt
    {
        get => UnixTime.ToTimeOrNull(_readAt);
        init => _readAt = UnixTime.OfOrZero(value);
    }

    /// <summary>When it was last changed by its sender; null when it never was.</summary>
    [JsonIgnore]
    public DateTimeOffset? UpdatedAt
    {
        get => UnixTime.ToTimeOrNull(_updatedAt);
        init => _updatedAt = UnixTime.OfOrZero(value);
    }

    /// <summary>The clients that it mentions. Default: none.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> MentionedClientIds
    {
        get => _mentionedClientIds;
        init => _mentionedClientIds = value;
    }

    /// <summary>Whether it mentions everybody in the conversation. Default false.</summary>
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
        _deliveredAt = envelope.DeliveredAt;
        _readAt = envelope.ReadAt;
        _updatedAt = envelope.UpdatedAt;
        _isTransient = envelope.IsTransient;
        _mentionsEveryone = envelope.MentionsEveryone;
        if (envelope.MentionedClientIds is not null)
            _mentionedClientIds = envelope.MentionedClientIds;
    }

    internal long TimestampMilliseconds => _timestamp;

    internal long UpdatedAtMilliseconds => _updatedAt;
}
