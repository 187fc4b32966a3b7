namespace LeanRx.Conventions.Tests;

public class ServerStoreyTests() : StoreyTests("LeanRx.Server")
{
    protected override int CircleOfFolders => 17;
}

public class SqliteStoreyTests() : StoreyTests("LeanRx.Server.Sqlite")
{
    protected override IReadOnlyList<(string Folder, string Knows)> Storeys => [("", "")];
}

public class ServerHostStoreyTests() : StoreyTests("LeanRx.Server.AspNetCore")
{
    protected override int CircleOfFolders => 3;
}

public class ToolStoreyTests() : StoreyTests("LeanRx.Cli")
{
    protected override int CircleOfFolders => 13;
}
