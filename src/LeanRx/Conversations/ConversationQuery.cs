using System.Text.Json.Nodes;

namespace LeanRx;

/// <summary>Which conversations are wanted (S126 to S132, protocol.md §4.5.1).</summary>
public sealed record ConversationQuery
{
    /// <summary>
    /// Conditions on columns, for example <c>{"m": "Tom"}</c>, <c>{"attr.topic": "movie"}</c>, <c>{"tr": true}</c>, <c>{"name": {"$regex": "^cat"}}</c>. An
    /// array of ids for <c>m</c> means: all of them. Default: the conversations that this client is in (S127).
    /// </summary>
    public JsonObject? Where { get; init; }

    /// <summary>Columns to sort by, comma-separated, <c>-</c> in front for descending. Default <c>-lm</c>: the last active first (S128).</summary>
    public string Sort { get; init; } = "-lm";

    /// <summary>Most conversations to return, 1 to 1,000. Default 10 (S129).</summary>
    public int Limit { get; init; } = 10;

    /// <summary>How many matches to pass over. Default 0 (S130).</summary>
    public int Skip { get; init; }

    /// <summary>Whether members and mute state are left out (S131). Default false.</summary>
    public bool Compact { get; init; }

    /// <summary>Whether each conversation comes with its last message. Default false.</summary>
    public bool WithLastMessage { get; init; }
}
