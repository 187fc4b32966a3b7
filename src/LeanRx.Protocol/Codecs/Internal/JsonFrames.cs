using System.Buffers;

namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>Finds the reader or writer of a frame's family.</summary>
static class JsonFrames
{
    public static Frame Read(ref JsonFrameReader reader)
    {
        reader.Begin();
        Frame frame = reader.Command switch
        {
            Commands.Direct => DirectFrameJson.Read(ref reader),
            Commands.Ack => AckFrameJson.Read(ref reader),
            Commands.Receipt => ReceiptFrameJson.Read(ref reader),
            Commands.Conversation => ConversationFrameJson.Read(ref reader),
            Commands.Session => SessionFrameJson.Read(ref reader),
            Commands.Unread => UnreadFrameJson.Read(ref reader),
            Commands.Read => ReadFrameJson.Read(ref reader),
            Commands.Logs => LogsFrameJson.Read(ref reader),
            Commands.Patch => PatchFrameJson.Read(ref reader),
            Commands.Error => ErrorFrameJson.Read(ref reader),
            Commands.Blacklist => BlacklistFrameJson.Read(ref reader),
            Commands.Data => DataFrameJson.Read(ref reader),
            Commands.GoAway => EmptyFrameJson.ReadGoAway(ref reader),
            Commands.Echo => EmptyFrameJson.ReadEcho(ref reader),
            Commands.Login or Commands.LoggedIn or Commands.Logout or Commands.LoggedOut => LoginFrameJson.Read(ref reader),
            Commands.Presence => PresenceFrameJson.Read(ref reader),
            Commands.Report => ReportFrameJson.Read(ref reader),
            Commands.Room => RoomFrameJson.Read(ref reader),
            _ => UnknownFrameJson.Read(ref reader),
        };
        reader.End();
        return frame;
    }

    public static void Write(Frame frame, IBufferWriter<byte> output)
    {
        var writer = new JsonFrameWriter(output);
        switch (frame)
        {
            case DirectFrame direct: DirectFrameJson.Write(direct, ref writer); break;
            case AckFrame ack: AckFrameJson.Write(ack, ref writer); break;
            case ReceiptFrame receipt: ReceiptFrameJson.Write(receipt, ref writer); break;
            case ConversationFrame conversation: ConversationFrameJson.Write(conversation, ref writer); break;
            case SessionFrame session: SessionFrameJson.Write(session, ref writer); break;
            case HeartbeatFrame: EmptyFrameJson.WriteHeartbeat(ref writer); break;
            case UnreadFrame unread: UnreadFrameJson.Write(unread, ref writer); break;
            case ReadFrame read: ReadFrameJson.Write(read, ref writer); break;
            case LogsFrame logs: LogsFrameJson.Write(logs, ref writer); break;
            case PatchFrame patch: PatchFrameJson.Write(patch, ref writer); break;
            case ErrorFrame error: ErrorFrameJson.Write(error, ref writer); break;
            case BlacklistFrame blacklist: BlacklistFrameJson.Write(blacklist, ref writer); break;
            case DataFrame data: DataFrameJson.Write(data, ref writer); break;
            case GoAwayFrame or EchoFrame: EmptyFrameJson.Write(frame, ref writer); break;
            case LoginFrame login: LoginFrameJson.Write(login, ref writer); break;
            case PresenceFrame presence: PresenceFrameJson.Write(presence, ref writer); break;
            case ReportFrame report: ReportFrameJson.Write(report, ref writer); break;
            case RoomFrame room: RoomFrameJson.Write(room, ref writer); break;
            case UnknownFrame unknown: UnknownFrameJson.Write(unknown, ref writer); break;
            default: throw new NotSupportedException($"The JSON dialect has no frame of type {frame.GetType().Name}.");
        }
    }
}
