namespace LeanRx.Testing.Tests;

public class MissedTests() : MissedSuite(static options => options);
