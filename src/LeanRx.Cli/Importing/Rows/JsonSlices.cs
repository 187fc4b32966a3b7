using System.Buffers;
using LeanRx.Cli.Archive;

namespace LeanRx.Cli.Importing.Rows;

/// <summary>The objects of a list, <c>[…]</c> or <c>{"results":[…]}</c>, however it is broken into lines; several lists may follow each other.</summary>
static class JsonSlices
{
    const int BufferBytes = 256 * 1024;

    /// <summary>Whether a file that begins so is a list.</summary>
    public static bool Begins(ReadOnlySpan<byte> start) => start is [(byte)'[', ..] || IsWrapper(start);

    /// <summary>One object after another; the number is the place in the file.</summary>
    /// <remarks>The text is good until the next one is asked for.</remarks>
    public static IEnumerable<Row> Read(Stream input)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var (held, number, offset) = (0, 0L, 0L);
            var isEnd = false;
            while (true)
            {
                var scan = new Scan(buffer.AsSpan(0, held), isEnd);
                if (scan.Object is { } found)
                {
                    yield return new Row(++number, offset + found.Start, buffer.AsMemory(found.Start, found.Length), IsWhole: true);
                    (offset, held) = Shift(buffer, held, found.Start + found.Length, offset);
                    continue;
                }
                (offset, held) = Shift(buffer, held, scan.Passed, offset);
                if (isEnd)
                {
                    if (held > 0)
                        yield return new Row(++number, offset, buffer.AsMemory(0, held), IsWhole: false);
                    yield break;
                }
                if (held >= RowReader.MaxLineBytes)
                {
                    yield return new Row(++number, offset, default, IsWhole: false);
                    yield break;
                }
                if (held == buffer.Length)
                    buffer = Larger(buffer, held);
                var read = input.Read(buffer, held, buffer.Length - held);
                isEnd = read == 0;
                held += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    static (long Offset, int Held) Shift(byte[] buffer, int held, int passed, long offset)
    {
        buffer.AsSpan(passed, held - passed).CopyTo(buffer);
        return (offset + passed, held - passed);
    }

    static byte[] Larger(byte[] buffer, int held)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, held).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    /// <summary>Whether an object is only what is around a list of results.</summary>
    static bool IsWrapper(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> rest = text;
        foreach (var token in (ReadOnlySpan<string>)["{", "\"results\"", ":", "["])
        {
            rest = rest.TrimStart(" \t\r\n"u8);
            if (!StartsWith(rest, token))
                return false;
            rest = rest[token.Length..];
        }
        return true;
    }

    static bool StartsWith(ReadOnlySpan<byte> text, string token)
    {
        if (text.Length < token.Length)
            return false;
        for (var index = 0; index < token.Length; index++)
            if (text[index] != token[index])
                return false;
        return true;
    }

    /// <summary>A look for the next object.</summary>
    readonly ref struct Scan
    {
        public Scan(ReadOnlySpan<byte> text, bool isEnd)
        {
            const int wrapperBytes = 64;
            for (var index = 0; index < text.Length; index++)
            {
                if (text[index] == (byte)'"')
                {
                    // A string outside of all objects: the cursor of a page.
                    if (EndOfString(text, index) is not { } end)
                        return;
                    index = end;
                }
                else if (text[index] == (byte)'{')
                {
                    if (text.Length - index < wrapperBytes && !isEnd)
                        return;
                    if (!IsWrapper(text[index..]))
                    {
                        Object = EndOfObject(text, index) is { } end ? (index, end + 1 - index) : null;
                        return;
                    }
                    // Past the bracket of the results.
                    index += text[index..].IndexOf((byte)'[');
                }
                Passed = index + 1;
            }
        }

        /// <summary>Where it is; null when the text ends before.</summary>
        public (int Start, int Length)? Object { get; }

        /// <summary>So much need not be looked at again.</summary>
        public int Passed { get; }

        static int? EndOfObject(ReadOnlySpan<byte> text, int start)
        {
            var depth = 0;
            for (var index = start; index < text.Length; index++)
            {
                switch (text[index])
                {
                    case (byte)'{' or (byte)'[':
                        depth++;
                        break;
                    case (byte)'}' or (byte)']' when --depth == 0:
                        return index;
                    case (byte)'"':
                        if (EndOfString(text, index) is not { } end)
                            return null;
                        index = end;
                        break;
                }
            }
            return null;
        }

        static int? EndOfString(ReadOnlySpan<byte> text, int start)
        {
            for (var index = start + 1; index < text.Length; index++)
            {
                if (text[index] == (byte)'\\')
                    index++;
                else if (text[index] == (byte)'"')
                    return index;
            }
            return null;
        }
    }
}
