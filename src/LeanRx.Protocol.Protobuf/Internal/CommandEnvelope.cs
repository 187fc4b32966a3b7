using System.Text;
using Google.Protobuf;
using LeanRx.Protocol.Protobuf.Internal.Messages;
using Wire = Google.Protobuf.WireFormat.WireType;

namespace LeanRx.Protocol.Protobuf.Internal;

/// <summary>
/// Finds out whom a frame with unreadable fields is from and which request it is. Whatever stands in its other fields, one bad value is to cost one answer.
/// </summary>
static class CommandEnvelope
{
    static readonly UTF8Encoding s_text = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static UnknownFrame Of(GenericCommand command) => new(WireNames.NameOf(command.Cmd))
    {
        SerialId = command.HasI ? command.I : null,
        PeerId = command.HasPeerId ? command.PeerId : null,
        ApplicationId = command.HasAppId ? command.AppId : null,
    };

    /// <summary>
    /// Looks at the outermost fields alone, which are as they should be when what is inside one of them is not. Null when they are not, or name no command.
    /// </summary>
    public static UnknownFrame? Find(byte[] payload)
    {
        try
        {
            using var input = new CodedInputStream(payload);
            return Read(input);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    static UnknownFrame? Read(CodedInputStream input)
    {
        CommandType? command = null;
        int? serialId = null;
        string? peerId = null;
        string? applicationId = null;
        while (input.ReadTag() is var tag and not 0)
        {
            switch (tag)
            {
                case (GenericCommand.CmdFieldNumber << 3) | (uint)Wire.Varint:
                    command = (CommandType)input.ReadEnum();
                    break;
                case (GenericCommand.IFieldNumber << 3) | (uint)Wire.Varint:
                    serialId = input.ReadInt32();
                    break;
                case (GenericCommand.PeerIdFieldNumber << 3) | (uint)Wire.LengthDelimited:
                    peerId = Text(input.ReadBytes());
                    break;
                case (GenericCommand.AppIdFieldNumber << 3) | (uint)Wire.LengthDelimited:
                    applicationId = Text(input.ReadBytes());
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }

        return command is { } known ? new UnknownFrame(WireNames.NameOf(known)) { SerialId = serialId, PeerId = peerId, ApplicationId = applicationId } : null;
    }

    static string? Text(ByteString bytes)
    {
        try
        {
            return s_text.GetString(bytes.ToByteArray());
        }
        catch (DecoderFallbackException)
        {
            // It is no id that could be said again.
            return null;
        }
    }
}
