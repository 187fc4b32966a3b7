using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Connections.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Handlers.Internal;

/// <summary>Leads frames to their commands, and every way in which a command can fail to its answer.</summary>
internal sealed class CommandRouter
{
    readonly EngineServices _services;
    readonly IConversationPlaces _places;
    readonly SessionCommands _session;
    readonly QueryCommand _query;
    readonly MembershipCommand _membership;
    readonly ReadCommand _read;
    readonly ClientBlacklist _blacklist;

    public CommandRouter(EngineServices services, IReadOnlyDictionary<string, Application> applications, LoginDirectories logins,
        IConversationPlaces places, SessionEndings endings, MissedMessages missed)
    {
        (_services, _places) = (services, places);
        var open = new OpenCommand(services, applications, places, logins, endings, missed);
        _session = new SessionCommands(services, logins, open, endings);
        _query = new QueryCommand(services, places);
        _membership = new MembershipCommand(places);
        _read = new ReadCommand(places);
        _blacklist = new ClientBlacklist(places);
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
        catch (NodeEndedException)
        {
            // An answer would be the last word. Whoever loses the connection asks another node.
            connection.Close((code = ErrorCodes.InternalError).Value, isAbnormal: true);
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
        var sender = CommandChecks.SessionOf(connection, frame);
        FrameDoors.Require(frame);
        CommandChecks.Count(sender, frame);
        return frame switch
        {
            ReadFrame read => _read.HandleAsync(sender, read, begunAt),
            ReportFrame report => TakeTokenAsync(sender, report),
            PatchFrame { Operation: PatchOperations.Modified } => default, // A client's acknowledgement of a push.
            PatchFrame patch => HandleAsync(sender, WithoutNulls(patch), begunAt),
            BlacklistFrame blacklist when ClientBlacklist.Concerns(blacklist) => _blacklist.HandleAsync(sender, blacklist),
            ConversationFrame conversation => HandleAsync(sender, conversation, begunAt),
            DirectFrame direct => _places.Of(sender.App, direct.ConversationId).HandleAsync(sender, frame, begunAt),
            AckFrame ack => _places.Of(sender.App, ack.ConversationId).HandleAsync(sender, frame, begunAt),
            LogsFrame logs => _places.Of(sender.App, logs.ConversationId).HandleAsync(sender, frame, begunAt),
            BlacklistFrame blacklist => _places.Of(sender.App, blacklist.SourceConversationId).HandleAsync(sender, frame, begunAt),
            _ => throw CommandChecks.Unknown(frame, FrameDoors.OperationOf(frame)),
        };
    }

    ValueTask HandleAsync(Session sender, PatchFrame frame, TimeSpan begunAt) => PlaceOf(sender.App, frame).HandleAsync(sender, frame, begunAt);

    ValueTask HandleAsync(Session sender, ConversationFrame frame, TimeSpan begunAt) => FrameDoors.OperationOf(frame) switch
    {
        ConversationOperations.Start => StartAsync(sender, frame, begunAt),
        ConversationOperations.Query => _query.HandleAsync(sender, frame),
        ConversationOperations.IsMember when frame.ConversationIds is not null => _membership.HandleAsync(sender, frame),
        _ => _places.Of(sender.App, frame.ConversationId).HandleAsync(sender, frame, begunAt),
    };

    ValueTask StartAsync(Session sender, ConversationFrame frame, TimeSpan begunAt)
    {
        var (place, request) = StartCommand.Prepare(_services, sender, frame);
        return _places.Of(sender.App, place).HandleAsync(sender, request, begunAt);
    }

    /// <summary>Nulls between the changes are passed over, as the codec of text does.</summary>
    static PatchFrame WithoutNulls(PatchFrame frame) => frame.Patches?.Any(static item => item is null) == true
        ? frame with { Patches = [.. frame.Patches.Where(static item => item is not null)] } : frame;

    /// <summary>Where messages are changed together or not at all.</summary>
    /// <exception cref="OperationRefusedException">4301: they are not in one place.</exception>
    IConversationPlace PlaceOf(Application app, PatchFrame frame)
    {
        IConversationPlace? place = null;
        foreach (var item in frame.Patches ?? [])
        {
            var next = _places.Of(app, item.ConversationId);
            if (place is not null && place != next)
                throw new OperationRefusedException(ErrorCodes.ConversationApiFailed,
                    "These conversations are held by different servers: change their messages one by one.");
            place = next;
        }
        return place ?? _places.Of(app, null);
    }

    /// <summary>The client has learnt the token of its device after its login.</summary>
    async ValueTask TakeTokenAsync(Session session, ReportFrame report)
    {
        session.Reply(report, new ReportFrame { Operation = "uploaded" });
        if (report is not { Type: "token", Data: { ValueKind: JsonValueKind.String } data } || data.GetString() is not { Length: > 0 } token
            || token.Length > _services.Limits.MaxDeviceIdLength)
            return;
        session.PushAddresses = [.. session.PushAddresses.Append(token).Distinct(StringComparer.Ordinal).TakeLast(4)];
        await DeviceBinding.BindAsync(session).ConfigureAwait(false);
    }
}
