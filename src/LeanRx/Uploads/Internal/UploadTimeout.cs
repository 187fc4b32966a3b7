using LeanRx.Runtime.Internal;

namespace LeanRx.Uploads.Internal;

/// <summary>How long an upload may be silent.</summary>
internal static class UploadTimeout
{
    /// <summary>The thinnest line that a page may upload over.</summary>
    public const int BytesPerSecond = 16 * 1024;

    /// <param name="commandTimeout">How long every other request may be silent.</param>
    /// <param name="length">The bytes to be sent.</param>
    /// <param name="isBrowser">
    /// A browser takes all bytes at once and says nothing more of them before the answer, so that time is given by their number.
    /// </param>
    public static TimeSpan Of(TimeSpan commandTimeout, long length, bool isBrowser) =>
        isBrowser && commandTimeout != Timeout.InfiniteTimeSpan ? SessionClock.After(TimeSpan.FromSeconds(length / BytesPerSecond), commandTimeout)
            : commandTimeout;
}
