using System.Runtime.Versioning;

namespace LeanRx.Common.Internal;

/// <summary>Where this runs, as far as it makes a difference.</summary>
internal static class RuntimePlatform
{
    /// <summary>Whether this is a page.</summary>
    [SupportedOSPlatformGuard("browser")]
    public static bool IsBrowser =>
#if NET
        OperatingSystem.IsBrowser();
#else
        false;
#endif
}
