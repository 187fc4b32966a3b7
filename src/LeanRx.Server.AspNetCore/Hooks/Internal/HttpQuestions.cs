using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Events;
using LeanRx.Server.Hooks;

namespace LeanRx.Server.AspNetCore.Hooks.Internal;

// protocol.md §7.6
/// <summary>The bodies with which functions are called, by LeanCloud's names.</summary>
internal static class HttpQuestions
{
    public static Action<Utf8JsonWriter> Of(MessageSending message) => writer =>
    {
        Write(writer, message);
        writer.WriteBoolean("transient", message.IsTransient);
        writer.WriteBoolean("receipt", message.ReceiptRequested);
    };

    public static Action<Utf8JsonWriter> Of(MessageUpdating message) => writer =>
    {
        Write(writer, message);
        writer.WriteString("msgId", message.MessageId);
        writer.WriteBoolean("recall", message.IsRecall);
    };

    public static Action<Utf8JsonWriter> Of(ReceiversOffline message) => writer =>
    {
        writer.WriteString("fromPeer", message.From);
        writer.WriteString("convId", message.ConversationId);
        Write(writer, "offlinePeers", message.ClientIds);
        writer.WriteString("content", message.Body);
        writer.WriteNumber("timestamp", message.At.ToUnixTimeMilliseconds());
        writer.WriteBoolean("mentionAll", message.MentionAll);
        Write(writer, "mentionOfflinePeers", message.MentionedClientIds);
    };

    public static (string Name, Action<Utf8JsonWriter> Write) Of(ConversationChanging change) => change switch
    {
        ConversationCreating creating => ("_conversationStart", writer =>
        {
            writer.WriteString("initBy", creating.InitiatedBy);
            Write(writer, "members", creating.Members);
            Write(writer, "attr", creating.Columns);
        }
        ),
        MembersAdding adding => ("_conversationAdd", MembersOf(adding.InitiatedBy, adding.ConversationId, adding.ClientIds)),
        MembersRemoving removing => ("_conversationRemove", MembersOf(removing.InitiatedBy, removing.ConversationId, removing.ClientIds)),
        ConversationUpdating updating => ("_conversationUpdate", writer =>
        {
            writer.WriteString("initBy", updating.InitiatedBy);
            writer.WriteString("convId", updating.ConversationId);
            if (updating.IsMuted is { } isMuted)
                writer.WriteBoolean("mute", isMuted);
            else
                Write(writer, "attr", updating.Columns);
        }
        ),
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };

    /// <summary>Null for what LeanCloud had no function for.</summary>
    public static (string Name, Action<Utf8JsonWriter> Write)? Of(ServerEvent happened) => happened switch
    {
        MessageSent sent => ("_messageSent", writer => Write(writer, sent)),
        ConversationCreated created => ("_conversationStarted", writer => writer.WriteString("convId", created.ConversationId)),
        MembersAdded added => ("_conversationAdded", MembersOf(added.InitiatedBy, added.ConversationId, added.ClientIds)),
        MembersRemoved removed => ("_conversationRemoved", MembersOf(removed.InitiatedBy, removed.ConversationId, removed.ClientIds)),
        ClientOnline online => ("_clientOnline", writer =>
        {
            writer.WriteString("peerId", online.ClientId);
            writer.WriteString("sourceIP", online.RemoteAddress);
            writer.WriteString("tag", online.Tag);
            writer.WriteNumber("reconnect", online.IsReconnect ? 1 : 0);
        }
        ),
        ClientOffline offline => ("_clientOffline", writer => Write(writer, offline)),
        _ => null,
    };

    static Action<Utf8JsonWriter> MembersOf(string? initiator, string conversationId, IReadOnlyList<string> clientIds) => writer =>
    {
        writer.WriteString("initBy", initiator);
        Write(writer, "members", clientIds);
        writer.WriteString("convId", conversationId);
    };

    static void Write(Utf8JsonWriter writer, HookedMessage message)
    {
        writer.WriteString("fromPeer", message.From);
        writer.WriteString("convId", message.ConversationId);
        Write(writer, "toPeers", message.Recipients);
        writer.WriteBoolean("bin", message.IsBinary);
        writer.WriteString("content", message.Body);
        writer.WriteBoolean("system", message.Kind == ConversationKind.Service);
        writer.WriteString("sourceIP", message.RemoteAddress);
        writer.WriteNumber("timestamp", message.At.ToUnixTimeMilliseconds());
    }

    static void Write(Utf8JsonWriter writer, MessageSent sent)
    {
        writer.WriteString("fromPeer", sent.From);
        writer.WriteString("convId", sent.ConversationId);
        writer.WriteString("msgId", sent.MessageId);
        Write(writer, "onlinePeers", sent.OnlineClientIds);
        Write(writer, "offlinePeers", sent.OfflineClientIds);
        writer.WriteBoolean("transient", sent.IsTransient);
        writer.WriteBoolean("system", sent.Kind == ConversationKind.Service);
        writer.WriteBoolean("bin", sent.IsBinary);
        writer.WriteString("content", sent.Body);
        writer.WriteBoolean("receipt", sent.ReceiptRequested);
        writer.WriteString("sourceIP", sent.RemoteAddress);
        writer.WriteNumber("timestamp", sent.At.ToUnixTimeMilliseconds());
    }

    static void Write(Utf8JsonWriter writer, ClientOffline offline)
    {
        writer.WriteString("peerId", offline.ClientId);
        writer.WriteNumber("closeCode", (int)offline.Reason);
        writer.WriteString("closeMsg", offline.Reason switch
        {
            OfflineReason.LoggedOut => "The client logged out.",
            OfflineReason.TagConflict => "Another device logged in with the same tag.",
            OfflineReason.Kicked => "An operator kicked the client.",
            _ => "The connection ended.",
        });
        writer.WriteString("sourceIP", offline.RemoteAddress);
        writer.WriteString("tag", offline.Tag);
        if (offline.CloseCode is { } code)
        {
            writer.WriteNumber("errorCode", code);
            writer.WriteString("errorMsg", ErrorCodes.NameOf(code));
        }
    }

    static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    static void Write(Utf8JsonWriter writer, string name, JsonElement? value)
    {
        writer.WritePropertyName(name);
        if (value is { ValueKind: not JsonValueKind.Undefined } given)
            given.WriteTo(writer);
        else
        {
            writer.WriteStartObject();
            writer.WriteEndObject();
        }
    }
}
