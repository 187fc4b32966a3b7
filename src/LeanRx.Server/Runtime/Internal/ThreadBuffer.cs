using System.Buffers;

namespace LeanRx.Server.Runtime.Internal;

/// <summary>A buffer per thread for encoding one frame before it is copied to a queue.</summary>
internal static class ThreadBuffer
{
    const int LargestKept = 64 * 1024;

    [ThreadStatic]
    static ArrayBufferWriter<byte>? _writer;

    /// <summary>Takes the thread's buffer, empty.</summary>
    public static ArrayBufferWriter<byte> Take()
    {
        var writer = _writer ?? new ArrayBufferWriter<byte>(1024);
        _writer = null;
        return writer;
    }

    /// <summary>Gives it back; one that an unusually large frame has stretched is left to the collector.</summary>
    public static void Return(ArrayBufferWriter<byte> writer)
    {
        if (writer.Capacity > LargestKept)
            return;
        writer.ResetWrittenCount();
        _writer = writer;
    }
}
