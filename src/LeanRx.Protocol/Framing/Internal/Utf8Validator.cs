#if NET
using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace LeanRx.Protocol.Framing.Internal;

/// <summary>Checks a text that comes in pieces, which may end inside of a character. What can become no UTF-8 any more is refused at once.</summary>
internal struct Utf8Validator
{
    /// <summary>The bytes of a character that is begun, the first one lowest.</summary>
    uint _begun;
    int _count;

    /// <summary>Whether the text may end here.</summary>
    public readonly bool IsComplete => _count == 0;

    public bool Append(ReadOnlySpan<byte> piece)
    {
        while (_count > 0 && piece.Length > 0)
        {
            _begun |= (uint)piece[0] << (8 * _count++);
            piece = piece[1..];
            if (!IsBegun())
                return false;
        }
        var tail = TailOf(piece);
        if (!Utf8.IsValid(piece[..^tail]))
            return false;
        foreach (var value in piece[^tail..])
            _begun |= (uint)value << (8 * _count++);
        return true;
    }

    /// <summary>Whether what is begun is a character, and nothing is begun any more, or may become one.</summary>
    bool IsBegun()
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, _begun);
        var status = Rune.DecodeFromUtf8(bytes[.._count], out _, out _);
        if (status == OperationStatus.Done)
            this = default;
        return status != OperationStatus.InvalidData;
    }

    /// <summary>Length of the character at the end that is not all there; 0 for none.</summary>
    static int TailOf(ReadOnlySpan<byte> piece)
    {
        for (var length = 1; length <= Math.Min(3, piece.Length); length++)
        {
            if ((piece[^length] & 0xC0) == 0x80)
                continue;
            return Rune.DecodeFromUtf8(piece[^length..], out _, out _) == OperationStatus.NeedMoreData ? length : 0;
        }
        return 0;
    }
}
#endif
