using System.Buffers;
using System.Text;
using SQLitePCL;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>A value for a parameter of a statement.</summary>
readonly struct Argument
{
    const int StackBytes = 512;
    readonly object? _content;
    readonly long? _number;

    Argument(object? content, long? number)
    {
        _content = content;
        _number = number;
    }

    public static implicit operator Argument(string? text) => new(text, null);

    public static implicit operator Argument(byte[] octets) => new(octets, null);

    public static implicit operator Argument(long number) => new(null, number);

    public static implicit operator Argument(long? number) => new(null, number);

    public static implicit operator Argument(int? number) => new(null, number);

    public static implicit operator Argument(bool value) => new(null, value ? 1 : 0);

    /// <summary>Hands the value to the statement, which copies it. Returns SQLite's result code.</summary>
    public int BindTo(sqlite3_stmt statement, int index) => (_content, _number) switch
    {
        (string text, _) => BindText(statement, index, text),
        (byte[] octets, _) => raw.sqlite3_bind_blob(statement, index, octets),
        (_, { } number) => raw.sqlite3_bind_int64(statement, index, number),
        _ => raw.sqlite3_bind_null(statement, index),
    };

    static int BindText(sqlite3_stmt statement, int index, string text)
    {
        // An empty span would be bound as null.
        if (text.Length == 0) return raw.sqlite3_bind_text(statement, index, text);
        var size = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (size <= StackBytes)
        {
            Span<byte> buffer = stackalloc byte[StackBytes];
            return raw.sqlite3_bind_text(statement, index, buffer[..Encoding.UTF8.GetBytes(text, buffer)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            return raw.sqlite3_bind_text(statement, index, rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
