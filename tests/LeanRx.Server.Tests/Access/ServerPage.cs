using System.Runtime.CompilerServices;
using LeanRx.Interop;

namespace LeanRx.Server.Tests;

/// <summary>Parts of the server's page that are made from the code. With <c>LEANRX_WRITE_PAGES=1</c> in the environment the tests write them anew.</summary>
static class ServerPage
{
    static string File { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(SourceFile())!, "..", "..", "..", "src", "LeanRx.Server", "README.md"));

    public static void AssertSays(string part, string text)
    {
        if (Environment.GetEnvironmentVariable("LEANRX_WRITE_PAGES") == "1")
            MarkedText.Write(File, part, text);
        Assert.Equal(text, MarkedText.Read(File, part));
    }

    static string SourceFile([CallerFilePath] string path = "") => path;
}
