Attribute VB_Name = "XlAsnWindows"
Option Explicit

' What only Excel and Windows answer: the user's own settings, whether a file is there, which book it is about,
' and the start of a program.

Private Const HIDDEN As Long = 0

' The settings that installera wrote, and nobody else's: no sheet and no file beside a workbook is read.
Public Function SettingsText() As String
    Dim Home As String
    Dim Stream As Object
    On Error Resume Next
    Home = CreateObject("WScript.Shell").ExpandEnvironmentStrings("%USERPROFILE%")
    If Not (Home Like "[A-Za-z]:\*") Then Exit Function
    Set Stream = CreateObject("Scripting.FileSystemObject").OpenTextFile(Home & "\.xl_asn\xl_asn.conf", 1)
    SettingsText = Stream.ReadAll
    Stream.Close
End Function

' %LOCALAPPDATA%, also with letters that VBA's own Environ cannot hold.
Public Function LocalData() As String
    On Error Resume Next
    LocalData = CreateObject("WScript.Shell").ExpandEnvironmentStrings("%LOCALAPPDATA%")
End Function

Public Function IsProgram(ByVal Path As String) As Boolean
    On Error Resume Next
    IsProgram = CreateObject("Scripting.FileSystemObject").FileExists(Path)
End Function

' Runs a program in a folder of its own choice, and not in that of the workbook, from which Windows would load
' libraries. Returns its exit code when it has ended; nothing is run where the folder cannot be changed.
Public Function RunHidden(ByVal Command As String, ByVal Folder As String) As Long
    Dim Host As Object
    Dim Before As String
    RunHidden = -1
    Set Host = CreateObject("WScript.Shell")
    Before = Host.CurrentDirectory
    Host.CurrentDirectory = Folder
    On Error Resume Next
    RunHidden = Host.Run(Command, HIDDEN, True)
    Host.CurrentDirectory = Before
End Function

' A button on a sheet is about its own book, the ribbon of the add-in about the one that is active.
Public Function CallingBook() As String
    CallingBook = ThisWorkbook.Name
    If ThisWorkbook.IsAddin Then CallingBook = ActiveWorkbook.Name
End Function

Public Function ExcelWindow() As Variant
    ExcelWindow = Application.Hwnd
End Function
