using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Connections.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Handlers.Internal;

/// <summary>Leads frames to their commands, and every way in which a command can fail to its answer.</summary>
internal sealed class CommandRouter
{
    readonly EngineServices _services;
    readonly SessionCommands _session;
    readonly SendCommand _send;
    readonly ConversationCommands _conversation;
    readonly LogsCommand _logs;
    readonly AckCommand _ack;
    readonly ReadCommand _read;
    readonly PatchCommand _patch;
    readonly BlacklistCommands _blacklist;

    public CommandRouter(EngineServices services, IReadOnlyDictionary<string, Application> applications, LoginDirectories logins,
        ConversationDirectories conversations, TemporaryExpiry expiry, SessionEndings endings)
    {
        _services = services;
        var receipts = new Receipts(services);
        var marks = new ReadMarks(services, receipts);
        var open = new OpenCommand(services, applications, conversations, logins, endings, new MissedMessages(services, conversations));
        _session = new SessionCommands(services, logins, open, endings);
        _send = new SendCommand(services, conversations);
        _conversation = new ConversationCommands(services, conversations, expiry);
        _logs = new LogsCommand(services, conversations);
        _ack = new AckCommand(conversations, receipts, marks);
        _read = new ReadCommand(conversations, marks);
        _patch = new PatchCommand(services, conversations);
        _blacklist = new BlacklistCommands(services, conversations);
    }

    /// <summary>Handles one frame. Never throws.</summary>
    public async ValueTask HandleAsync(ClientConnection connection, Frame frame)
    {
        var begunAt = _services.Telemetry.Begin();
        int? code = null;
        try
        {
            await DispatchAsync(connection, frame, begunAt).ConfigureAwait(false);
        }
        catch (OperationRefusedException refusal)
        {
            code = refusal.Code;
            connection.Refuse(frame, refusal);
            if (refusal.CloseCode is { } closeCode)
                connection.Close(closeCode, isAbnormal: false);
        }
        catch (RateExceededException excess)
        {
            code = excess.Code;
            if (_services.Limits.OnRateExceeded == RateLimitAction.Refuse)
                connection.Refuse(frame, excess.Code, excess.Message);
            else
                _services.Telemetry.OnRefused(excess.Code, connection.App?.Statistics);
        }
        catch (Exception exception) when (exception is QueryFormatException or QueryTimeoutException or QueryTooLargeException)
        {
            connection.Refuse(frame, (code = ErrorCodes.ConversationQueryFailed).Value, exception.Message);
        }
        catch (OperationCanceledException) when (connection.IsClosed)
        {
            // There is nobody to answer any more.
        }
        catch (Exception exception)
        {
            _services.Log.LogFault(exception, $"handling {frame.Command}");
            connection.Refuse(frame, (code = ErrorCodes.InternalError).Value,
                exception is StoreUnavailableException ? exception.Message : "The server could not do this.");
        }
        // A message that was taken is answered later.
        if (frame is not DirectFrame || code is not null)
            FrameDoors.Tell(_services.Telemetry, frame, begunAt, code);
    }

    ValueTask DispatchAsync(ClientConnection connection, Frame frame, TimeSpan begunAt)
    {
        switch (frame)
        {
            case SessionFrame session:
                return _session.HandleAsync(connection, session);
            case EchoFrame:
                connection.Send(frame);
                return default;
        }
        var sender = Dispatch.SessionOf(connection, frame);
        FrameDoors.Require(frame);
        return !IsAskedAbout(sender, frame) && sender.App.Hooks.ClientLine.Has(sender, ConversationsOf(frame))
            ? DispatchBehindAsync(sender, frame, begunAt) : DispatchAsync(sender, frame, begunAt);
    }

    /// <summary>Whether hooks are asked about it, so that it takes its own place.</summary>
    static bool IsAskedAbout(Session sender, Frame frame) => frame switch
    {
        DirectFrame => sender.App.Hooks.Asks(HookPoints.MessageSending),
        ConversationFrame { Operation: ConversationOperations.Add } => sender.App.Hooks.Asks(HookPoints.MembersAdding),
        ConversationFrame { Operation: ConversationOperations.Remove } => sender.App.Hooks.Asks(HookPoints.MembersRemoving),
        ConversationFrame { Operation: ConversationOperations.Update or ConversationOperations.Mute or ConversationOperations.Unmute } =>
            sender.App.Hooks.Asks(HookPoints.ConversationUpdating),
        PatchFrame => sender.App.Hooks.Asks(HookPoints.MessageUpdating),
        _ => false,
    };

    /// <summary>What a client does behind something about which hooks are still asked comes behind it: its history contains it, and leaving is later.</summary>
    async ValueTask DispatchBehindAsync(Session sender, Frame frame, TimeSpan begunAt)
    {
        await sender.App.Hooks.ClientLine.PassAsync(ConversationsOf(frame)).ConfigureAwait(false);
        await DispatchAsync(sender, frame, begunAt).ConfigureAwait(false);
    }

    static IEnumerable<string?> ConversationsOf(Frame frame) => frame switch
    {
        ConversationFrame conversation => [conversation.ConversationId],
        DirectFrame direct => [direct.ConversationId],
        LogsFrame logs => [logs.ConversationId],
        PatchFrame patch => (patch.Patches ?? []).Select(static item => item?.ConversationId),
        _ => [],
    };

    ValueTask DispatchAsync(Session sender, Frame frame, TimeSpan begunAt)
    {
        return frame switch
        {
            DirectFrame direct => _send.HandleAsync(sender, direct, begunAt),
            AckFrame ack => _ack.HandleAsync(sender, ack),
            ReadFrame read => _read.HandleAsync(sender, read),
            ConversationFrame conversation => _conversation.HandleAsync(sender, conversation),
            LogsFrame logs => _logs.HandleAsync(sender, logs),
            PatchFrame patch => _patch.HandleAsync(sender, patch),
            ReportFrame report => TakeTokenAsync(sender, report),
            BlacklistFrame blacklist => _blacklist.HandleAsync(sender, blacklist),
            UnknownFrame unknown => throw Dispatch.Unknown(frame, unknown.Operation),
            _ => throw Dispatch.Unknown(frame, null),
        };
    }

    /// <summary>The client has learnt the token of its device after its login.</summary>
    async ValueTask TakeTokenAsync(Session session, ReportFrame report)
    {
        Dispatch.Count(session, RateKind.Other, report, report.Operation);
        session.Reply(report, new ReportFrame { Operation = "uploaded" });
        if (report is not { Type: "token", Data: { ValueKind: JsonValueKind.String } data } || data.GetString() is not { Length: > 0 } token
            || token.Length > _services.Limits.MaxDeviceIdLength)
            return;
        session.PushAddresses = [.. session.PushAddresses.Append(token).Distinct(StringComparer.Ordinal).TakeLast(4)];
        await DeviceBinding.BindAsync(session).ConfigureAwait(false);
    }
}
